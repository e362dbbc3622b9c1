import type { TransferSample } from './transfer-rate.ts'

export type UploadState = 'waiting' | 'sending' | 'paused' | 'checking' | 'done' | 'failed'

/** One chosen file on its way to the office's store. */
export interface UploadItem {
  readonly key: string
  readonly name: string
  readonly size: number
  readonly state: UploadState
  /** Bytes the server has confirmed or is receiving. */
  readonly sent: number
  readonly samples: readonly TransferSample[]
  /** Set once the bytes on both sides were found equal. */
  readonly sha256?: string
  /** What went wrong and what to do. */
  readonly problem?: string
}

export const UPLOAD_STATE_WORDS: Readonly<Record<UploadState, string>> = {
  waiting: 'Waiting',
  sending: 'Sending',
  paused: 'Paused',
  checking: 'Comparing checksums',
  done: 'Arrived, checksums equal',
  failed: 'Stopped',
}
