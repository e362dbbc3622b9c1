import { useId } from 'react'
import type { ReactNode } from 'react'
import { milestoneOf, percentOf } from './milestone.ts'

export interface ProgressBarProps {
  /** Names what is measured: "Rows of all files". */
  readonly label: string
  readonly done: number
  /** Same unit as `done`. */
  readonly total: number
  /** The numbers in words, shown under the bar. */
  readonly children: ReactNode
}

/** A measured bar. The live region speaks at 0, 25, 50, 75 and 100 percent only. */
export function ProgressBar({ label, done, total, children }: ProgressBarProps) {
  const text = useId()
  const percent = percentOf(done, total)
  return (
    <div className="progress">
      <progress className="progress__bar" max={100} value={percent} aria-label={label} aria-describedby={text} />
      <p className="progress__text" id={text}>
        {children}
      </p>
      <span className="usa-sr-only" role="status">
        {label}: {milestoneOf(percent)} percent
      </span>
    </div>
  )
}
