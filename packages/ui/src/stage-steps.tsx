export interface StageStepsProps {
  readonly label: string
  readonly stages: readonly string[]
  /** 0-based index of the stage under way; `stages.length` when all are complete. */
  readonly current: number
}

type StageStatus = 'complete' | 'current' | 'incomplete'
const STATUS_WORDS: Readonly<Record<StageStatus, string>> = {
  complete: 'complete',
  current: 'under way',
  incomplete: 'not begun',
}

/**
 * Where a piece of work stands on a fixed line of stages. The library's own component always names a current stage,
 * also when all are complete, so its markup is written out here.
 */
export function StageSteps({ label, stages, current }: StageStepsProps) {
  const statusOf = (index: number): StageStatus =>
    index < current ? 'complete' : index === current ? 'current' : 'incomplete'
  return (
    <div className="usa-step-indicator usa-step-indicator--counters-sm" role="group" aria-label={label}>
      <ol className="usa-step-indicator__segments">
        {stages.map((stage, index) => {
          const status = statusOf(index)
          return (
            <li
              key={stage}
              className={`usa-step-indicator__segment usa-step-indicator__segment--${status}`}
              aria-current={status === 'current' ? 'step' : undefined}
            >
              <span className="usa-step-indicator__segment-label">
                {stage} <span className="usa-sr-only">{STATUS_WORDS[status]}</span>
              </span>
            </li>
          )
        })}
      </ol>
      <p className="stage-text">
        {current >= stages.length
          ? 'All stages complete'
          : `Stage ${current + 1} of ${stages.length}: ${stages[current] ?? ''}`}
      </p>
    </div>
  )
}
