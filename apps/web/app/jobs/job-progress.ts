/** One stage of background work. */
export interface StageProgress {
  readonly stage: string
  readonly unit: 'bytes' | 'rows'
  readonly done: number
  /** 0 until the stage has begun. */
  readonly total: number
}

/** What a page is told about a job; read from the database, never estimated. */
export interface JobProgress {
  readonly state: 'queued' | 'running' | 'failed' | 'done'
  /** Every stage of the job, in order. */
  readonly stages: readonly StageProgress[]
}

export const isOver = ({ state }: JobProgress) => state === 'done' || state === 'failed'

/** The newer news of two: an answer that was overtaken on its way never makes a number fall or work start again. */
export function mergeProgress(shown: JobProgress, news: JobProgress): JobProgress {
  if (isOver(shown) && !isOver(news)) return shown
  const before = new Map(shown.stages.map((stage) => [stage.stage, stage]))
  return {
    state: news.state,
    stages: news.stages.map((stage) => {
      const known = before.get(stage.stage)
      return known === undefined
        ? stage
        : { ...stage, done: Math.max(stage.done, known.done), total: Math.max(stage.total, known.total) }
    }),
  }
}
