import { describe, expect, it } from 'vitest'
import { stepOf, WARN_MS } from './session-clock.ts'

const answer = (expiresInMs: number) => ({ userId: 'me', expiresInMs })

describe('stepOf', () => {
  it('asks again when the warning is due, while there is time', () => {
    expect(stepOf(answer(1_800_000), 'me')).toEqual({ phase: 'open', askInMs: 1_800_000 - WARN_MS })
  })

  it('warns two and a half minutes before the end, and asks once more behind it', () => {
    expect(stepOf(answer(WARN_MS + 1), 'me').phase).toBe('open')
    expect(stepOf(answer(WARN_MS), 'me')).toEqual({ phase: 'ending', askInMs: WARN_MS + 1000 })
  })

  it('ends with the session, and when somebody else has signed in', () => {
    expect(stepOf(null, 'me')).toEqual({ phase: 'over', askInMs: null })
    expect(stepOf(answer(1_800_000), 'other')).toEqual({ phase: 'other', askInMs: null })
  })
})
