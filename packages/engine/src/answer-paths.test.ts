import { defineFact, law, type Determination } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { AnswerPaths } from './answer-paths.ts'
import { ConditionCompiler } from './compile-condition.ts'
import { FactReader } from './fact-reader.ts'
import { charge } from './test-rules.ts'

const answer = (because: 'barred' | 'not_covered'): Determination => {
  const outcome = { kind: 'ineligible', because } as const
  return { floor: { outcome, presumed: [] }, outcome, citations: [] }
}

function checks() {
  const subject = { key: '', name: '', charges: [], given: {} }
  const scope = { asOf: '2020-01-01', county: 'Test', subject, charge: charge('x') }
  const reader = new FactReader(scope)
  const context = { asOf: '2020-01-01', county: 'Test', options: {}, parameter: () => expect.fail('no parameters') }
  const literal = defineFact({ id: 'l', label: 'L', about: 'charge', get: ({ charge: { literal: text } }) => text })
  const condition = law.check({ id: 'isX', label: 'Is x', facts: [literal], holds: ([text]) => text === 'x' })
  const compiler = new ConditionCompiler(reader, context)
  compiler.askAll(condition)
  const moveTo = (text: string) => {
    scope.charge = charge(text)
    reader.chargeMoved()
  }
  return { reader, asked: compiler.asked, moveTo }
}

describe('AnswerPaths', () => {
  it('answers what it learned, and only where the checks come out the same', () => {
    const { reader, asked, moveTo } = checks()
    const paths = new AnswerPaths(reader)
    expect(paths.follow()).toBeUndefined()
    const learned = paths.learn(asked, answer('barred'), false)
    expect(paths.follow()).toMatchObject({ answer: learned, varies: false })
    moveTo('y')
    expect(paths.follow()).toBeUndefined()
    paths.learn(asked, undefined, true)
    expect(paths.follow()).toMatchObject({ answer: undefined, varies: true })
    moveTo('x')
    expect(paths.follow()?.answer).toBe(learned)
  })

  it('keeps equal answers of different paths as one object', () => {
    const { reader, asked, moveTo } = checks()
    const paths = new AnswerPaths(reader)
    const first = paths.learn(asked, answer('barred'), false)
    moveTo('y')
    expect(paths.learn(asked, answer('barred'), false)).toBe(first)
  })

  it('learns no more than it may, and gives back what was worked out', () => {
    const { reader, asked } = checks()
    const paths = new AnswerPaths(reader, 0)
    const worked = answer('not_covered')
    expect(paths.learn(asked, worked, false)).toBe(worked)
    expect(paths.follow()).toBeUndefined()
  })
})
