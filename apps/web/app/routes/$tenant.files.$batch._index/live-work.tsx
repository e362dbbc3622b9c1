import { ProgressBar, StageSteps } from '@cmr/ui'
import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { bytes, count } from '../../format.ts'
import type { JobProgress } from '../../jobs/job-progress.ts'
import { useJobProgress } from '../../jobs/use-job-progress.ts'
import { movingStage, stageUnderWay, WORK_STAGES } from '../../jobs/work-stages.ts'

interface LiveWorkProps {
  readonly slug: string
  /** Oldest first; the last one is the one that moves. */
  readonly jobs: readonly (JobProgress & { readonly id: string; readonly kind: 'import' | 'evaluate' })[]
  readonly published: boolean
}

const IDLE: JobProgress = { state: 'done', stages: [] }

/** The work on a batch as it happens: stage by stage, rows done of rows total as the database has them. */
export function LiveWork({ slug, jobs, published }: LiveWorkProps) {
  const last = jobs.at(-1)
  const live = useJobProgress(`/${slug}/jobs/${last?.id ?? ''}`, last ?? IDLE)
  const { revalidate } = useRevalidator()
  const before = useRef(live.state)
  useEffect(() => {
    if (before.current === live.state) return
    before.current = live.state
    revalidate()
  }, [live.state, revalidate])

  const known = [...jobs.slice(0, -1), live]
  const moving = movingStage(live)
  const failed = live.state === 'failed'
  return (
    <>
      <StageSteps
        label="Progress"
        stages={WORK_STAGES.map(({ label }) => label)}
        current={stageUnderWay(known, published)}
      />
      {!published && !failed && moving !== undefined && (
        <ProgressBar label={moving.verb} done={moving.done} total={Math.max(1, moving.total)}>
          {moving.verb}:{' '}
          {moving.unit === 'rows'
            ? `${count(moving.done)} of ${count(moving.total)} rows`
            : `${bytes(moving.done)} of ${bytes(moving.total)}`}
        </ProgressBar>
      )}
      {!published && !failed && moving === undefined && (
        <p role="status">Waiting for a worker to begin. You can close this page.</p>
      )}
    </>
  )
}
