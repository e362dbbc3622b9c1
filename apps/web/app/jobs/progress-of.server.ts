import type { JobProgress } from './job-progress.ts'

/** The part of a job's progress that pages are told. */
export function progressOf({ state, stages }: JobProgress): JobProgress {
  return { state, stages: stages.map(({ stage, unit, done, total }) => ({ stage, unit, done, total })) }
}
