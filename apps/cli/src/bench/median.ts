/** The middle one of what some runs measure, so that one disturbed run does not count. */
export function medianOf(runs: number, measure: () => number): number {
  const values = Array.from({ length: runs }, measure).sort((a, b) => a - b)
  return values[values.length >> 1] ?? 0
}

/** Seconds a task takes. */
export function secondsOf(task: () => void): number {
  const begun = performance.now()
  task()
  return (performance.now() - begun) / 1000
}
