import type { people } from '@cmr/services'
import { day, NOT_IN_FILE } from '../../format.ts'

type Answer = NonNullable<people.ChargeView['answer']>
type Explanation = NonNullable<Answer['explanation']>

interface ShownCitation {
  readonly cite: string
  readonly url: string | null
  readonly note: string | null
}

/** One conviction as its card shows it. Plain values only. */
export interface ConvictionCardView {
  readonly id: string
  readonly literal: string
  readonly convicted: string
  readonly county: string
  readonly caseLabel: string
  /** Where the conviction stands in the source. */
  readonly file: string
  readonly line: number
  readonly answer: {
    readonly kind: string
    /** What the outcome adds in words: a date, an addressee, a question. */
    readonly detail: string | null
    readonly determination: string
    readonly reason: string
    readonly citations: readonly ShownCitation[]
    readonly presumed: readonly string[]
    readonly rule: { readonly id: string; readonly summary: string; readonly layer: string } | null
    readonly facts: readonly {
      readonly id: string
      readonly label: string
      readonly value: string
      readonly presumed: boolean
    }[]
    /** Rules with a newer version cannot explain an older answer. */
    readonly explained: boolean
  } | null
}

/** Prepares a charge for its card. */
export function convictionCard(charge: people.ChargeView, file: string): ConvictionCardView {
  const { id, literal, disposedOn, county, caseLabel, line, answer } = charge
  return {
    id,
    literal: literal.trim() || 'Offense not in the file',
    convicted: day(disposedOn),
    county: county.trim() || NOT_IN_FILE,
    caseLabel: caseLabel.trim() || NOT_IN_FILE,
    file,
    line,
    answer: answer === null ? null : answerOf(answer),
  }
}

function answerOf({ outcome, determination, reason, citations, explanation }: Answer): ConvictionCardView['answer'] {
  const facts = explanation?.facts ?? []
  const rule = explanation?.rule ?? null
  return {
    kind: outcome.kind,
    detail: outcomeDetail(outcome),
    determination,
    reason,
    citations: (citations.length > 0 ? citations : (rule?.citations ?? [])).map(({ cite, url, note }) => ({
      cite,
      url: url ?? null,
      note: note ?? null,
    })),
    presumed: facts.filter(({ presumed }) => presumed).map(({ label }) => label),
    rule: rule === null ? null : { id: rule.id, summary: rule.summary, layer: rule.layer },
    facts: facts.map(({ id, label, value, presumed }) => ({ id, label, value: factWords(value), presumed })),
    explained: explanation !== null,
  }
}

function outcomeDetail(outcome: Explanation['floor']): string | null {
  switch (outcome.kind) {
    case 'not_yet':
      return `eligible on ${day(outcome.on)}`
    case 'refer':
      return `to ${outcome.to}`
    case 'ask':
    case 'needs_review':
      return outcome.question
    case 'eligible':
    case 'ineligible':
      return null
    default:
      return outcome satisfies never
  }
}

/** A value of the record in words; an unknown is said, never left blank. */
export function factWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return NOT_IN_FILE
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return value.toLocaleString('en-US')
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value
  if (Array.isArray(value)) return value.length === 0 ? 'None' : value.map(factWords).join(', ')
  return JSON.stringify(value)
}
