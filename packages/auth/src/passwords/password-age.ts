const DAY_MS = 24 * 3_600_000

/** Whether a password is older than it may be. Without a date it was set before dates were kept, and counts as old. */
export function isPasswordTooOld(changedAt: Date | null, maxAgeDays: number | null, now: Date): boolean {
  if (maxAgeDays === null) return false
  return changedAt === null || now.getTime() - changedAt.getTime() > maxAgeDays * DAY_MS
}
