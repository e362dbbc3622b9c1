import { DetailedError, Upload } from 'tus-js-client'

const PART_BYTES = 64 * 2 ** 20
const RETRY_MILLISECONDS = [0, 1000, 3000, 5000, 10_000, 20_000]

export interface SendOptions {
  /** Where the office's uploads live. */
  readonly endpoint: string
  readonly batchId: string
  /** The upload this file belongs to when part of it arrived before. */
  readonly fileId: string | undefined
  readonly onProgress: (sent: number) => void
  readonly onDone: (fileId: string) => void
  readonly onProblem: (message: string) => void
}

/**
 * Sends a file part by part; `start` begins or goes on, `abort` pauses. A broken connection is retried by itself.
 * Nothing about the file is kept in the browser: where to go on is asked from the server.
 */
export function sendFile(file: File, options: SendOptions): Upload {
  const { endpoint, batchId, fileId } = options
  const upload: Upload = new Upload(file, {
    endpoint,
    ...(fileId !== undefined && { uploadUrl: `${endpoint}/${fileId}` }),
    metadata: { batch: batchId, name: file.name },
    chunkSize: PART_BYTES,
    retryDelays: RETRY_MILLISECONDS,
    storeFingerprintForResuming: false,
    onProgress: options.onProgress,
    onSuccess: () => options.onDone(upload.url?.split('/').at(-1) ?? ''),
    onError: (error) => options.onProblem(messageOf(error)),
  })
  return upload
}

/** The server's own words where it gave any. */
function messageOf(error: Error | DetailedError): string {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody().trim() : undefined
  return body || 'The connection was lost. Check it, then go on: what has arrived is kept.'
}
