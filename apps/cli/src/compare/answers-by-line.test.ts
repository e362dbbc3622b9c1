import type { Determination } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { AnswersByLine } from './answers-by-line.ts'

const answer = (relief: string): Determination => {
  const outcome = { kind: 'eligible', relief } as const
  return { floor: { outcome, presumed: [] }, outcome, citations: [] }
}

describe('AnswersByLine', () => {
  it('gives each answer once, by file and line, and then those that were not taken', () => {
    const [seal, reduce] = [answer('seal'), answer('reduce')]
    const answers = new AnswersByLine()
    answers.addFile(0, 4)
    answers.addFile(1, 2)
    answers.set(0, 2, seal)
    answers.set(0, 4, reduce)
    answers.set(1, 2, seal)
    expect([answers.take(0, 3), answers.take(0, 4), answers.take(0, 4), answers.take(2, 1)]).toEqual([
      undefined,
      reduce,
      undefined,
      undefined,
    ])
    expect([...answers.left()]).toEqual([
      { file: 0, line: 2, answer: seal },
      { file: 1, line: 2, answer: seal },
    ])
  })

  it('refuses lines a file does not have', () => {
    const answers = new AnswersByLine()
    answers.addFile(0, 4)
    expect(() => answers.set(0, 5, answer('seal'))).toThrow('no such line')
    expect(() => answers.set(1, 1, answer('seal'))).toThrow('no such line')
  })
})
