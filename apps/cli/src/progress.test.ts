import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Progress, type Stage } from './progress.ts'

const stage: Stage = { name: 'evaluating', file: '/data/people.csv', position: { index: 1, of: 2 }, totalRows: 1000 }

function record(isTTY: boolean): { lines: string[]; progress: Progress } {
  const lines: string[] = []
  return { lines, progress: new Progress({ isTTY, columns: 100, write: (text) => lines.push(text) }) }
}

/** Reports every 50 ms for three seconds, 10 rows each time. */
function work(progress: Progress): void {
  progress.begin(stage)
  for (let rows = 10; rows <= 600; rows += 10) {
    vi.advanceTimersByTime(50)
    progress.update({ rows })
  }
  progress.end()
}

describe('Progress', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'], now: 1 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('writes one JSON line a second away from a terminal', () => {
    const { lines, progress } = record(false)
    work(progress)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      [200, 400, 600].map((rows, i) => ({
        progress: 'evaluating',
        file: '/data/people.csv',
        fileNumber: 1,
        files: 2,
        rows,
        rowsPerSecond: 200,
        totalRows: 1000,
        secondsLeft: 4 - i,
      })),
    )
  })

  it('rewrites one line on a terminal, at most ten times a second, and leaves it empty', () => {
    const { lines, progress } = record(true)
    work(progress)
    expect(lines.length).toBeLessThanOrEqual(31)
    expect(lines.every((line) => line.startsWith('\r\x1b[K') && !line.includes('\n'))).toBe(true)
    expect(lines.at(-2)).toBe('\r\x1b[Kevaluating people.csv (file 1 of 2), 600 of 1,000 rows, 200 rows/s, 2 s left')
    expect(lines.at(-1)).toBe('\r\x1b[K')
  })
})
