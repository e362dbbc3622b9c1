import { findFormat } from '@cmr/engine'
import type { IntakeEntry, Jurisdiction } from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import { describe, expect, it } from 'vitest'
import { describeComparison } from './describe-comparison.ts'
import { describeRuleset } from './describe-ruleset.ts'

/** Entries whose every field is the same odd text. */
function oddEntries(fieldCount: number, text: string): IntakeEntry[] {
  return [{ file: 0, row: 0, line: 1, fields: Array.from({ length: fieldCount }, () => text) }]
}

export interface DescribeJurisdictionOptions {
  /**
   * A conviction that could be the subject's and that no statute of the jurisdiction's relief rulesets speaks of: a case
   * of its own, long ago, of an offense outside their scope that bars nothing.
   */
  readonly unrelated: (subject: Subject) => Charge
}

/** What every jurisdiction must hold to. Call it at the top level of a test file; it grows here, never in plugins. */
export function describeJurisdiction(jurisdiction: Jurisdiction, { unrelated }: DescribeJurisdictionOptions): void {
  describe(`jurisdiction ${jurisdiction.id}`, () => {
    it('is complete: version, counties with distinct FIPS codes, formats and rulesets', () => {
      expect(jurisdiction.version).toMatch(/^\d{4}\.\d+\.\d+$/)
      const codes = jurisdiction.counties.map(({ fips }) => fips)
      expect(new Set(codes).size).toBe(codes.length)
      for (const code of codes) expect(code).toMatch(/^\d{5}$/)
      const keys = jurisdiction.rulesets.map(({ id, profile }) => `${id}|${profile ?? ''}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const ruleset of jurisdiction.rulesets) expect(findFormat(jurisdiction, ruleset).id).toBe(ruleset.format)
    })

    it.each(jurisdiction.intake.map((format) => [format.id, format] as const))(
      'reads %s: knows its own samples, survives odd ones',
      (_, format) => {
        const county = jurisdiction.counties[0]?.name ?? ''
        const sample = [...(format.synthesize?.({ county, rows: 50, seed: 3 }) ?? [])].join('')
        const others = jurisdiction.intake.filter(({ id }) => id !== format.id)
        expect(format.detect(sample.slice(0, 4096), 'sample.dat')).toBeGreaterThan(0.5)
        for (const other of others)
          expect(other.detect(sample, 'sample.dat')).toBeLessThan(format.detect(sample, 'sample.dat'))
        expect(format.layout.keeps).toContain(format.layout.subject)
        for (const text of ['', ' ', '\u0000', '99999999', 'é'.repeat(5000), '-', '"', '2019']) {
          const entries = oddEntries(format.layout.keeps.length, text)
          expect(() => format.assemble(entries, 'file')).not.toThrow()
          expect(() => format.assemble(entries, 'record-set')).not.toThrow()
          for (const entry of entries) {
            expect(() => format.countyOf(entry)).not.toThrow()
            expect(() => format.personKeys(entry.fields)).not.toThrow()
          }
        }
      },
    )

    for (const ruleset of jurisdiction.rulesets) describeRuleset(jurisdiction, ruleset, unrelated)
    for (const comparison of jurisdiction.comparisons) describeComparison(jurisdiction, comparison)
  })
}
