import { compile, findRuleset } from '@cmr/engine'
import type { Compared, Comparison, Jurisdiction } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { Sample, SAMPLE_DAY } from './sample.ts'

/** How answers of an earlier ruleset, under each of its profiles, are compared with a later one's. */
export function describeComparison(jurisdiction: Jurisdiction, comparison: Comparison): void {
  const { before, after, causes } = comparison

  describe(`the comparison of ${before.ruleset} with ${after.ruleset}`, () => {
    it('names each cause once, in a sentence, with its authority unless it is a defect', () => {
      const ids = causes.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { label, kind, citations } of causes) {
        expect(label).toMatch(/^[A-Z].*\.$/)
        if (kind !== 'defect') expect(citations.length).toBeGreaterThan(0)
      }
    })

    it('explains every difference: the last cause applies always', () => {
      const earlier = jurisdiction.rulesets.filter(({ id }) => id === before.ruleset)
      expect(earlier.length).toBeGreaterThan(0)
      for (const ruleset of earlier) {
        for (const compared of comparedSample(jurisdiction, ruleset.profile, comparison)) {
          expect(comparison.beforeAnswer(compared.before)).toBeTruthy()
          expect(comparison.afterAnswer(compared.after)).toBeTruthy()
          expect(causes.at(-1)?.applies(compared)).toBe(true)
        }
      }
    })
  })
}

/** Every charge of a sample that either ruleset answers. */
function comparedSample(
  jurisdiction: Jurisdiction,
  profile: string | undefined,
  { before, after }: Comparison,
): readonly Compared[] {
  const rulesets = [
    findRuleset(jurisdiction, before.ruleset, profile),
    findRuleset(jurisdiction, after.ruleset),
  ] as const
  const sample = new Sample(jurisdiction, rulesets[1])
  const [earlier, later] = rulesets.map((ruleset) =>
    compile(ruleset, {
      options: Object.values(ruleset.presets)[0]?.options,
      asOf: SAMPLE_DAY,
      county: sample.county,
    }),
  )
  if (earlier === undefined || later === undefined) return []
  return sample.people().flatMap((subject) => {
    const first = earlier.evaluate(subject).determinations
    const second = later.evaluate(subject).determinations
    return subject.charges.map((_, index) => ({
      subject,
      index,
      before: first[index],
      after: second[index],
      beforeRun: earlier.environment,
      afterRun: later.environment,
    }))
  })
}
