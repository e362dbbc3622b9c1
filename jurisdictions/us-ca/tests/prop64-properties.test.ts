import type { Determination, Outcome } from '@cmr/jurisdiction'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RowColumns } from './doj-rows.ts'
import { DAYS, type History, histories, type Policy, policies } from './prop64-histories.ts'
import { personOf } from './prop64-people.ts'
import { programFor, ruleset } from './prop64-program.ts'

const RUN = { asOf: '2024-01-15', county: 'San Joaquin' }
const floorProgram = programFor({ ...RUN, options: {} })

function answersOf({ rows, also }: History, options: unknown = {}): readonly (Determination | undefined)[] {
  return programFor({ ...RUN, options }).evaluate(personOf(rows, also)).determinations
}

/** The answer for the first row; undefined where it gets none. */
function firstAnswer(history: History, options: unknown = {}): Determination | undefined {
  const subject = personOf(history.rows, history.also)
  const index = subject.charges.findIndex(({ row }) => row === 0)
  return index === -1 ? undefined : programFor({ ...RUN, options }).evaluate(subject).determinations[index]
}

/** Larger is better for the person: relief by its rank, then what a person or court decides, then none. */
function goodness(outcome: Outcome): number {
  if (outcome.kind === 'eligible') return 2 + (ruleset.relief[outcome.relief]?.rank ?? 0)
  return outcome.kind === 'ineligible' ? 0 : 1
}

function withFirst({ rows, also }: History, columns: RowColumns, given: Record<string, string | number> = {}): History {
  const [first = {}, ...rest] = rows
  return { rows: [{ ...first, ...columns }, ...rest], also: { ...also, ...given } }
}

function without({ rows, also }: History, ...keys: string[]): History {
  return { rows, also: Object.fromEntries(Object.entries(also).filter(([key]) => !keys.includes(key))) }
}

describe('properties of the ruleset over invented histories', () => {
  it('answers every conviction in scope, by a rule, with an authority, and explains it as it answered', () => {
    fc.assert(
      fc.property(histories, policies, (history, options) => {
        const program = programFor({ ...RUN, options })
        const subject = personOf(history.rows, history.also)
        const { determinations } = program.evaluate(subject)
        expect(determinations).toHaveLength(subject.charges.length)
        determinations.forEach((answer, index) => {
          expect(program.explain(subject, index)?.determination).toEqual(answer)
          if (answer === undefined) return
          expect(answer.outcome.kind).toBeTruthy()
          expect(answer.floor.rule).toBeTruthy()
          expect(answer.citations.length).toBeGreaterThan(0)
        })
      }),
    )
  })

  it('gives the same answers whoever was answered before', () => {
    fc.assert(
      fc.property(fc.array(histories, { minLength: 1, maxLength: 4 }), (people) => {
        const alone = people.map((history) => answersOf(history))
        const program = programFor({ ...RUN, options: {} })
        const subjects = people.map(({ rows, also }) => personOf(rows, also))
        const backwards = [...subjects].reverse().map((subject) => program.evaluate(subject).determinations)
        expect([...backwards].reverse()).toEqual(alone)
        expect(subjects.map((subject) => floorProgram.evaluate(subject).determinations)).toEqual(alone)
      }),
    )
  })

  it('gives the same answers in whatever order a person’s rows stand', () => {
    fc.assert(
      fc.property(histories, policies, fc.infiniteStream(fc.nat()), (history, options, order) => {
        const rows = history.rows.map((row) => ({ row, at: order.next().value ?? 0 }))
        const shuffled = rows.sort((a, b) => a.at - b.at).map(({ row }) => row)
        const program = programFor({ ...RUN, options })
        const byCount = (all: readonly RowColumns[]) => {
          const subject = personOf(all)
          const { determinations } = program.evaluate(subject)
          const entries = subject.charges.map(
            ({ row }, index) => [all[row]?.CNT_ORDER ?? '', determinations[index]] as const,
          )
          return Object.fromEntries(entries)
        }
        expect(byCount(shuffled)).toEqual(byCount(history.rows))
      }),
    )
  })

  it('does not change an answer for a theft in another county, unless a rule reads how many or how recent', () => {
    const theft: RowColumns = {
      OFFENSE_DESCR: '484 PC-THEFT',
      CNT_ORDER: '199001001000',
      STP_ORI_CNTY_NAME: 'LAKE',
      CYC_DATE: '20010101',
      CONV_STAT_DESCR: 'MISDEMEANOR',
    }
    const blind = (options: Policy) => ({
      ...options,
      // What reads of the person's other convictions: how many there are, and the most recent one.
      dismissWhen: { ...options.dismissWhen, yearsWithoutConviction: 0, onlyMarijuana: false, onlyConviction: false },
    })
    fc.assert(
      fc.property(histories, policies, fc.constantFrom(...DAYS), (history, options, day) => {
        const born = history.rows[0]?.PRI_DOB ?? ''
        const more = { ...history, rows: [...history.rows, { ...theft, STP_EVENT_DATE: day, PRI_DOB: born }] }
        const before = answersOf(history, blind(options))
        expect(answersOf(more, blind(options)).slice(0, before.length)).toEqual(before)
        expect(answersOf(more, {}).slice(0, before.length)).toEqual(answersOf(history, {}))
      }),
    )
  })

  it.each([
    ['grams', fc.double({ min: 0, max: 1000, noNaN: true })],
    ['plants', fc.nat(200)],
  ] as const)('is never worse without %s than with any value of it', (fact, values) => {
    fc.assert(
      fc.property(histories, policies, values, (history, options, value) => {
        const known = firstAnswer(withFirst(history, {}, { [fact]: value }), options)
        const unknown = firstAnswer(without(history, fact), options)
        if (known === undefined || unknown === undefined) return
        expect(goodness(unknown.outcome)).toBeGreaterThanOrEqual(goodness(known.outcome))
        expect(goodness(unknown.floor.outcome)).toBeGreaterThanOrEqual(goodness(known.floor.outcome))
      }),
    )
  })

  it('is never worse without a date of birth than with any, unless the office asks for an age today', () => {
    const births = fc.integer({ min: 1930, max: 2005 }).map((year) => `${year}0615`)
    fc.assert(
      fc.property(histories, policies, births, (history, options, born) => {
        const policy = { ...options, dismissWhen: { ...options.dismissWhen, ageAtLeast: 0 } }
        const known = firstAnswer(withFirst(history, { PRI_DOB: born }), policy)
        const unknown = firstAnswer(withFirst(history, { PRI_DOB: '' }), policy)
        if (known === undefined || unknown === undefined) return
        expect(goodness(unknown.outcome)).toBeGreaterThanOrEqual(goodness(known.outcome))
        expect(goodness(unknown.floor.outcome)).toBeGreaterThanOrEqual(goodness(known.floor.outcome))
      }),
    )
  })

  it.each(['STP_EVENT_DATE', 'CYC_DATE'] as const)(
    'denies nothing for a missing %s that no day would deny',
    (column) => {
      fc.assert(
        fc.property(histories, policies, (history, options) => {
          const missing = firstAnswer(withFirst(history, { [column]: '' }), options)
          if (missing?.outcome.kind !== 'ineligible') return
          const denied = DAYS.some(
            (day) => firstAnswer(withFirst(history, { [column]: day }), options)?.outcome.kind === 'ineligible',
          )
          expect(denied).toBe(true)
        }),
      )
    },
  )

  it('never denies or grants by the statute where the day of conviction is missing', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const answer = firstAnswer(without(withFirst(history, { STP_EVENT_DATE: '' }), 'offenseOn'))
        if (answer === undefined) return
        const isOther = answer.floor.rule?.includes('/s-01-') === true || answer.floor.rule?.includes('/s-00-') === true
        if (!isOther) expect(answer.outcome.kind).toBe('needs_review')
      }),
    )
  })

  it('reaches the statutory floor whatever the office chose', () => {
    fc.assert(
      fc.property(histories, policies, (history, options) => {
        const floors = (answers: readonly (Determination | undefined)[]) => answers.map((answer) => answer?.floor)
        expect(floors(answersOf(history, options))).toEqual(floors(answersOf(history)))
      }),
    )
  })

  it('never ends below the floor without a ground, but where the office looks first', () => {
    fc.assert(
      fc.property(histories, policies, (history, options) => {
        for (const answer of answersOf(history, options)) {
          if (answer === undefined) continue
          expect(answer.refused).toBeUndefined()
          if (answer.policy?.ground !== undefined || answer.policy?.effect === 'hold') continue
          expect(goodness(answer.outcome)).toBeGreaterThanOrEqual(goodness(answer.floor.outcome))
        }
      }),
    )
  })
})
