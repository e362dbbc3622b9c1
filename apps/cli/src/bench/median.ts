/** The middle one of what some runs measure, so that one disturbed run does not count. */
export function medianOf(runs: number, measure: () => number): number {
  return middleOf(Array.from({ length: runs }, measure))
}

/** The middle one of some values by size; 0 when there is none. */
export function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Seconds a task takes. */
export function secondsOf(task: () => void): number {
  const begun = performance.now()
  task()
  return (performance.now() - begun) / 1000
}
