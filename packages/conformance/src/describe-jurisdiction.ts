import { compile, findFormat } from '@cmr/engine'
import type { Condition, Fact, IntakeEntry, Jurisdiction, PolicyRule, Rule, Ruleset } from '@cmr/jurisdiction'
import { optionUi } from '@cmr/jurisdiction'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { evaluateText } from './evaluate-text.ts'

const OFFICIAL_HOST = /^https:\/\/([a-z0-9-]+\.)*(gov|[a-z]{2}\.us)(\/|$)/
const RULE_ID = /^[a-z0-9-]+\/[a-z0-9-]+$/
const PLAIN_DAY = /^\d{4}-\d{2}-\d{2}$/

type AnyRule = Rule<never> | PolicyRule<never>

function rulesOf(ruleset: Ruleset): AnyRule[] {
  return [...ruleset.floor, ...ruleset.policy] as AnyRule[]
}

function factsIn(condition: Condition<never>): Fact[] {
  if (condition.kind === 'check') return [...condition.facts]
  return (condition.kind === 'not' ? [condition.of] : condition.of).flatMap((child) => factsIn(child))
}

function optionFields(schema: z.ZodType): z.ZodType[] {
  const inner =
    schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
  return inner instanceof z.ZodObject
    ? Object.values(inner.shape as Record<string, z.ZodType>).flatMap(optionFields)
    : [schema]
}

/** A sample of the format's own invention, whole. */
function sampleOf(jurisdiction: Jurisdiction, ruleset: Ruleset, rows = 400): string {
  const { synthesize } = findFormat(jurisdiction, ruleset)
  const county = jurisdiction.counties[0]?.name ?? ''
  return [...(synthesize?.({ county, rows, seed: 1 }) ?? [])].join('')
}

function describeRuleset(jurisdiction: Jurisdiction, ruleset: Ruleset): void {
  const county = jurisdiction.counties[0]?.name ?? ''
  const title = ruleset.profile === undefined ? ruleset.id : `${ruleset.id}, profile ${ruleset.profile}`
  const evaluate = (preset: { options: unknown }, text: string) =>
    evaluateText({
      jurisdiction,
      ruleset: ruleset.id,
      ...(ruleset.profile === undefined ? {} : { profile: ruleset.profile }),
      text,
      options: preset.options,
      county,
      asOf: '2024-02-29',
    })

  describe(title, () => {
    it('names each rule once, with its ruleset in front, a summary, a period and citations at official addresses', () => {
      const ids = rulesOf(ruleset).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const rule of rulesOf(ruleset)) {
        expect(rule.id).toMatch(RULE_ID)
        expect(rule.id.startsWith(`${ruleset.id}/`)).toBe(true)
        expect(rule.summary).toMatch(/^[A-Z].*\.$/)
        expect(rule.effective.from).toMatch(PLAIN_DAY)
        for (const { url } of rule.citations) expect(url ?? 'https://none.gov/').toMatch(OFFICIAL_HOST)
      }
    })

    it('uses one fact per id', () => {
      const facts = new Map<string, Fact>()
      for (const fact of rulesOf(ruleset).flatMap((rule) => factsIn(rule.when))) {
        expect(facts.get(fact.id)?.get ?? fact.get).toBe(fact.get)
        facts.set(fact.id, fact)
      }
      expect(facts.size).toBeGreaterThan(0)
    })

    it('can draw every option, and parses every preset to plain JSON', () => {
      for (const field of optionFields(ruleset.options)) expect(optionUi.get(field)?.label).toBeTruthy()
      expect(z.toJSONSchema(ruleset.options, { io: 'input' })).toMatchObject({ type: 'object' })
      expect(Object.keys(ruleset.presets).length).toBeGreaterThan(0)
      for (const preset of Object.values(ruleset.presets)) {
        const program = compile(ruleset, { options: preset.options, asOf: '2024-02-29', county })
        const { options } = program.environment
        expect(JSON.parse(JSON.stringify(options))).toEqual(options)
      }
    })

    it('gives equal answers to equal inputs, whatever the order of the rows of different people', () => {
      const [preset] = Object.values(ruleset.presets)
      if (preset === undefined) throw new Error('no preset')
      const text = sampleOf(jurisdiction, ruleset)
      expect(evaluate(preset, text).files).toEqual(evaluate(preset, text).files)
    })

    it('answers with plain data that survives JSON, and covers every charge in scope', () => {
      for (const preset of Object.values(ruleset.presets)) {
        const { people, cells } = evaluate(preset, sampleOf(jurisdiction, ruleset))
        const determinations = people.flatMap((person) =>
          person.determinations.filter((answer) => answer !== undefined),
        )
        expect(determinations.length).toBeGreaterThan(0)
        expect(determinations.length).toBe(cells.size)
        for (const answer of determinations) {
          expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
          expect(answer.outcome.kind).toBeTruthy()
        }
        for (const row of cells.values()) expect(row.length).toBe(ruleset.results.headers.length)
      }
    })

    it('explains every answer as it was given', () => {
      const [preset] = Object.values(ruleset.presets)
      const program = compile(ruleset, { options: preset?.options, asOf: '2024-02-29', county })
      for (const { subject } of evaluate({ options: preset?.options }, sampleOf(jurisdiction, ruleset)).people) {
        const { determinations } = program.evaluate(subject)
        determinations.forEach((answer, index) => {
          expect(program.explain(subject, index)?.determination).toEqual(answer)
        })
      }
    })

    it('merges parts of a file into the same report as the whole', () => {
      const [preset] = Object.values(ruleset.presets)
      const text = sampleOf(jurisdiction, ruleset)
      const whole = evaluate({ options: preset?.options }, text)
      const program = compile(ruleset, { options: preset?.options, asOf: '2024-02-29', county })
      const environment = { ...program.environment, now: '2024-02-29' }
      const parts = [ruleset.summary.empty(), ruleset.summary.empty()] as const
      whole.people.forEach((person, index) => {
        ruleset.summary.add(parts[index % 2 === 0 ? 0 : 1], person, environment)
      })
      const merged: unknown = JSON.parse(JSON.stringify(parts[0]))
      ruleset.summary.merge(merged, JSON.parse(JSON.stringify(parts[1])))
      const report = ruleset.summary.report([{ state: merged, rows: whole.rows }], { ...environment, seconds: 0 })
      expect(report).toEqual(whole.report)
      expect(ruleset.summary.figures(report).length).toBeGreaterThan(0)
    })
  })
}

/** Entries whose every field is the same odd text. */
function oddEntries(fieldCount: number, text: string): IntakeEntry[] {
  return [{ row: 0, line: 1, fields: Array.from({ length: fieldCount }, () => text) }]
}

/** What every jurisdiction must hold to. Call it at the top level of a test file; it grows here, never in plugins. */
export function describeJurisdiction(jurisdiction: Jurisdiction): void {
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
          expect(() => format.assemble(entries)).not.toThrow()
          for (const entry of entries) expect(() => format.countyOf(entry)).not.toThrow()
        }
      },
    )

    for (const ruleset of jurisdiction.rulesets) describeRuleset(jurisdiction, ruleset)
  })
}
