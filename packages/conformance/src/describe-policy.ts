import { checkPolicy, compile, isWorse, type Program } from '@cmr/engine'
import { isAppError } from '@cmr/errors'
import type { Determination, Ruleset } from '@cmr/jurisdiction'
import type { Subject } from '@cmr/record'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyOptions } from './any-options.ts'
import { type Sample, SAMPLE_DAY } from './sample.ts'

/** A program under these options; undefined where the ruleset refuses them for a reason an office can be told. */
function programUnder({ ruleset, county }: Sample, options: unknown): Program | undefined {
  try {
    return compile(ruleset, { options: checkPolicy(ruleset, options), asOf: SAMPLE_DAY, county })
  } catch (error) {
    if (!isAppError(error, 'VALIDATION')) throw error
    expect(['wrong-options', 'challenge-without-ground']).toContain(error.details?.reason)
    return undefined
  }
}

function answers(program: Program, people: readonly Subject[]): readonly (Determination | undefined)[] {
  return people.flatMap((subject) => program.evaluate(subject).determinations)
}

/** Below the floor only for a person to look at, or as a challenge on a ground of the ruleset. */
function expectAtLeastTheFloor(ruleset: Ruleset, { floor, policy, outcome }: Determination): void {
  if (!isWorse(outcome, floor.outcome, ruleset.relief)) return
  if (policy?.effect === 'hold') expect(outcome.kind).toBe('needs_review')
  else {
    expect(policy?.effect).toBe('challenge')
    expect(Object.keys(ruleset.grounds)).toContain(policy?.ground)
  }
}

/** What an office's options may do to answers, and what they may not. */
export function describePolicy(sample: Sample): void {
  const { ruleset } = sample

  describe('under any options', () => {
    it('has presets an office could save', () => {
      for (const { options } of Object.values(ruleset.presets)) {
        const parsed = checkPolicy(ruleset, options)
        expect(checkPolicy(ruleset, JSON.parse(JSON.stringify(parsed)))).toEqual(parsed)
      }
    })

    it('keeps the floor’s answers, and never ends below them without a ground', () => {
      const people = sample.people()
      const expected = answers(
        compile(ruleset, { options: sample.defaultOptions(), asOf: SAMPLE_DAY, county: sample.county }),
        people,
      )
      const floors = expected.map((answer) => answer?.floor)
      expect(floors.some((floor) => floor !== undefined)).toBe(true)
      const holds = (options: unknown): boolean => {
        const program = programUnder(sample, options)
        if (program === undefined) return false
        const found = answers(program, people)
        expect(found.map((answer) => answer?.floor)).toEqual(floors)
        for (const answer of found) if (answer !== undefined) expectAtLeastTheFloor(ruleset, answer)
        return true
      }
      for (const { options } of Object.values(ruleset.presets)) expect(holds(options)).toBe(true)
      let accepted = 0
      fc.assert(
        fc.property(anyOptions(ruleset.options), (options) => {
          if (holds(options)) accepted++
        }),
        { numRuns: 100 },
      )
      expect(accepted).toBeGreaterThan(0)
    })
  })
}
