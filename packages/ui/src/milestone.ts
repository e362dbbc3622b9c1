const MILESTONES = [100, 75, 50, 25, 0] as const

/** The highest of 0, 25, 50, 75, 100 that `percent` (0–100) has reached: what a screen reader is told, not every tick. */
export function milestoneOf(percent: number): number {
  return MILESTONES.find((milestone) => percent >= milestone) ?? 0
}

/** Whole percent of `done` in `total`, 0–100, rounded down so that 100 means finished. A total of 0 is finished. */
export function percentOf(done: number, total: number): number {
  if (total <= 0) return 100
  return Math.max(0, Math.min(100, Math.floor((done / total) * 100)))
}
