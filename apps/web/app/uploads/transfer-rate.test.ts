import { describe, expect, it } from 'vitest'
import { addSample, transferRate } from './transfer-rate.ts'

describe('transferRate', () => {
  it('tells nothing before bytes have moved', () => {
    expect(transferRate([], 100)).toBeUndefined()
    expect(transferRate([{ at: 0, sent: 10 }], 100)).toBeUndefined()
    expect(
      transferRate(
        [
          { at: 0, sent: 10 },
          { at: 1000, sent: 10 },
        ],
        100,
      ),
    ).toBeUndefined()
  })

  it('measures what moved, not what was there before', () => {
    const samples = [
      { at: 1000, sent: 500 },
      { at: 3000, sent: 700 },
    ]
    expect(transferRate(samples, 1000)).toEqual({ bytesPerSecond: 100, secondsLeft: 3 })
  })

  it('forgets what is older than its window', () => {
    const samples = addSample(
      [
        { at: 0, sent: 0 },
        { at: 7000, sent: 70 },
      ],
      { at: 9000, sent: 90 },
    )
    expect(samples.map(({ at }) => at)).toEqual([7000, 9000])
  })
})
