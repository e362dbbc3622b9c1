/** `waiting` → `inspecting` → `loading` → `loaded`, or `rejected` with a written reason. */
export const BATCH_FILE_STATES = ['waiting', 'inspecting', 'loading', 'loaded', 'rejected'] as const
export type BatchFileState = (typeof BATCH_FILE_STATES)[number]

/** Why a file was refused, for the person who sent it. `line` is 1-based. No record data. */
export interface Rejection {
  readonly reason: string
  readonly line?: number
  readonly message: string
}
