import type { Tone } from '@cmr/ui'

/** Data rows that were taken in; a file that was not accepted adds none. */
export function rowsRead(files: readonly { readonly state: string; readonly rows: number | null }[]): number {
  return files.reduce((sum, { state, rows }) => (state === 'rejected' ? sum : sum + (rows ?? 0)), 0)
}

interface Words {
  readonly tone: Tone
  readonly word: string
}

/** Where a batch stands. */
export const BATCH_STATES: Readonly<Record<'draft' | 'importing' | 'ready' | 'failed', Words>> = {
  draft: { tone: 'attention', word: 'Not confirmed yet' },
  importing: { tone: 'waiting', word: 'Being worked on' },
  ready: { tone: 'positive', word: 'Answers ready' },
  failed: { tone: 'failed', word: 'Stopped' },
}

/** Where one file of a batch stands. */
export const BATCH_FILE_STATES: Readonly<Record<'waiting' | 'inspecting' | 'loading' | 'loaded' | 'rejected', Words>> =
  {
    waiting: { tone: 'negative', word: 'Waiting' },
    inspecting: { tone: 'waiting', word: 'Being looked through' },
    loading: { tone: 'waiting', word: 'Being read' },
    loaded: { tone: 'positive', word: 'Read completely' },
    rejected: { tone: 'failed', word: 'Not accepted' },
  }

/** Where a run stands. */
export const RUN_STATES: Readonly<Record<'queued' | 'running' | 'published' | 'failed', Words>> = {
  queued: { tone: 'negative', word: 'Waiting' },
  running: { tone: 'waiting', word: 'Under way' },
  published: { tone: 'positive', word: 'Published' },
  failed: { tone: 'failed', word: 'Stopped' },
}
