export const JOB_KINDS = ['import', 'evaluate'] as const
export type JobKind = (typeof JOB_KINDS)[number]

export const JOB_STATES = ['queued', 'running', 'failed', 'done'] as const
export type JobState = (typeof JOB_STATES)[number]

/** Why a job failed, for the people who see it. No record data. */
export interface JobError {
  readonly reason: string
  readonly message: string
}
