const SECOND = 1000
const MINUTE = 60 * SECOND
const DELAYS = [15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE]
const LONGEST = 60 * MINUTE
const JITTER = 30 * SECOND

/**
 * How long to wait before the next call, in ms, after `attempt` (0 is the first) failed.
 * `scale` multiplies it all, jitter included: 1 in service, near 0 in tests.
 */
export function retryDelay(attempt: number, scale: number): number {
  return Math.round(((DELAYS[attempt] ?? LONGEST) + Math.random() * JITTER) * scale)
}
