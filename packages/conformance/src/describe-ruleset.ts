import { compile } from '@cmr/engine'
import {
  optionUi,
  type Condition,
  type Fact,
  type Jurisdiction,
  type PolicyRule,
  type Procedure,
  type Rule,
  type Ruleset,
} from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describePolicy } from './describe-policy.ts'
import { answersByPerson, Sample, SAMPLE_DAY } from './sample.ts'

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

/** What law and procedures share: a sentence, a period, citations at official addresses. */
function expectAuthority({
  summary,
  effective,
  citations,
}: Pick<AnyRule | Procedure, 'summary' | 'effective' | 'citations'>): void {
  expect(summary).toMatch(/^[A-Z].*\.$/)
  expect(effective.from).toMatch(PLAIN_DAY)
  for (const { url } of citations) expect(url ?? 'https://none.gov/').toMatch(OFFICIAL_HOST)
}

/** What every ruleset must hold to. `unrelated` is as for `describeJurisdiction`. */
export function describeRuleset(
  jurisdiction: Jurisdiction,
  ruleset: Ruleset,
  unrelated: (subject: Subject) => Charge,
): void {
  const sample = new Sample(jurisdiction, ruleset)
  const { county, text } = sample
  const title = ruleset.profile === undefined ? ruleset.id : `${ruleset.id}, profile ${ruleset.profile}`
  const programUnder = (options: unknown) => compile(ruleset, { options, asOf: SAMPLE_DAY, county })

  describe(title, () => {
    it('names each rule once, with its ruleset in front, a summary, a period and citations at official addresses', () => {
      const ids = rulesOf(ruleset).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const rule of rulesOf(ruleset)) {
        expect(rule.id).toMatch(RULE_ID)
        expect(rule.id.startsWith(`${ruleset.id}/`)).toBe(true)
        expectAuthority(rule)
      }
    })

    it('names each procedure once, with a label and the authority for it', () => {
      const ids = ruleset.procedures.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const procedure of ruleset.procedures) {
        expect(procedure.label).toBeTruthy()
        expectAuthority(procedure)
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
        const { options } = programUnder(preset.options).environment
        expect(JSON.parse(JSON.stringify(options))).toEqual(options)
      }
    })

    it('gives equal answers to equal inputs', () => {
      const options = sample.defaultOptions()
      expect(sample.evaluate(options).files).toEqual(sample.evaluate(options).files)
    })

    it('gives a person the same answers whatever the order of the rows of different people', () => {
      const options = sample.defaultOptions()
      const expected = answersByPerson(sample.evaluate(options))
      const { header, rows } = sample.rowsByPerson()
      // Which person's row comes next, a random one each time: rows of one person keep their order.
      const turns = rows.flatMap((lines, person) => lines.map(() => person))
      fc.assert(
        fc.property(fc.shuffledSubarray(turns, { minLength: turns.length }), (order) => {
          const left = rows.map((lines) => [...lines])
          const mixed = header + order.map((person) => left[person]?.shift() ?? '').join('')
          const found = answersByPerson(sample.evaluate(options, mixed))
          expect(found.size).toBe(expected.size)
          for (const [key, answers] of found) expect(answers).toEqual(expected.get(key))
        }),
        { numRuns: 5 },
      )
    })

    it('answers with plain data that survives JSON, and covers every charge in scope', () => {
      for (const preset of Object.values(ruleset.presets)) {
        const { people, cells } = sample.evaluate(preset.options, text)
        const determinations = people.flatMap((person) =>
          person.determinations.filter((answer) => answer !== undefined),
        )
        expect(determinations.length).toBeGreaterThan(0)
        expect(determinations.length).toBe(cells.size)
        for (const answer of determinations) {
          expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
          expect(answer.outcome.kind).toBeTruthy()
        }
        for (const row of cells.values()) {
          expect(row.length).toBe(ruleset.results.headers.length)
          // Result files are bytes in the source's encoding; a character above a byte would be written as another one.
          expect(row.join('')).toMatch(/^[\0-\xff]*$/)
        }
      }
    })

    it('explains every answer as it was given', () => {
      const program = programUnder(sample.defaultOptions())
      for (const subject of sample.people()) {
        const { determinations } = program.evaluate(subject)
        determinations.forEach((answer, index) => {
          expect(program.explain(subject, index)?.determination).toEqual(answer)
        })
      }
    })

    it('merges parts of a file into the same report as the whole', () => {
      const options = sample.defaultOptions()
      const whole = sample.evaluate(options)
      const environment = { ...programUnder(options).environment, now: SAMPLE_DAY }
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

    describePolicy(sample)
    if (ruleset.purpose === 'relief') describeRelief(sample, unrelated)
  })
}

/** What a ruleset must hold to that relief is asked for under. */
function describeRelief(sample: Sample, unrelated: (subject: Subject) => Charge): void {
  const { ruleset, county } = sample

  it('answers nothing blank: a rule with its citations, or a question for a person', () => {
    expect(['ask', 'needs_review']).toContain(ruleset.otherwise.kind)
    for (const { options } of Object.values(ruleset.presets)) {
      for (const { determinations } of sample.evaluate(options).people) {
        for (const answer of determinations) {
          if (answer === undefined) continue
          const isAnswered = answer.floor.rule !== undefined || answer.policy !== undefined
          expect(answer.citations.length > 0).toBe(isAnswered)
        }
      }
    }
  })

  it('gives the floor’s answer to a charge whatever unrelated charge stands beside it', () => {
    const program = compile(ruleset, { options: sample.defaultOptions(), asOf: SAMPLE_DAY, county })
    const floors = (subject: Subject) => program.evaluate(subject).determinations.map((answer) => answer?.floor)
    for (const subject of sample.people()) {
      const expected = floors(subject)
      const added = unrelated(subject)
      expect(floors({ ...subject, charges: [...subject.charges, added] })).toEqual([...expected, undefined])
      expect(floors({ ...subject, charges: [added, ...subject.charges] })).toEqual([undefined, ...expected])
    }
  })
}
