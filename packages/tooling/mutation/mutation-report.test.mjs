import { describe, expect, it } from 'vitest'
import { findMutants } from './find-mutants.mjs'
import { reportOf } from './mutation-report.mjs'

const all = findMutants('rule.ts', Array.from({ length: 21 }, (_, index) => `const x${index} = a < b`).join('\n'))
/** @param {number} survivors the first so many @returns {import('./judge.mjs').Judged[]} */
const verdicts = (survivors) =>
  all.map((mutant, index) => ({ mutant, verdict: index < survivors ? 'survives' : 'caught' }))
const [first = { file: '', within: '', code: '', change: '' }] = all
const accepted = { file: first.file, within: first.within, code: first.code, change: first.change, reason: 'Equal.' }

describe('the report of a mutation run', () => {
  it('passes from 95 % on, and names who survived', () => {
    expect(reportOf({ all, verdicts: verdicts(1), accepted: [] })).toMatchObject({
      hasPassed: true,
      text: expect.stringContaining('20 caught (95.2 %)'),
    })
    expect(reportOf({ all, verdicts: verdicts(2), accepted: [] })).toMatchObject({
      hasPassed: false,
      text: expect.stringContaining('rule.ts:2 x1 [< to <=] const x1 = a < b'),
    })
  })

  it('leaves out of the count what is accepted, with its reason', () => {
    const { hasPassed, text } = reportOf({ all, verdicts: verdicts(2), accepted: [accepted] })
    expect(hasPassed).toBe(true)
    expect(text).toContain('21 mutants, 1 of them change no answer; 19 caught (95.0 %)')
    expect(text).toContain('Equal.')
  })

  it('refuses an entry that names no mutant, or one that a test notices', () => {
    const stale = { ...accepted, within: 'other' }
    expect(reportOf({ all, verdicts: verdicts(1), accepted: [stale] })).toMatchObject({
      hasPassed: false,
      text: expect.stringContaining('there is no such mutant: rule.ts other [< to <=]'),
    })
    expect(reportOf({ all, verdicts: verdicts(0), accepted: [accepted] })).toMatchObject({
      hasPassed: false,
      text: expect.stringContaining('a test notices it: rule.ts x0 [< to <=]'),
    })
  })
})
