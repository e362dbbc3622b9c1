import type { Citations, Condition, Determination, PolicyRule, Quirk, RuleOutcome } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import { HS_11361_8, HS_11361_9 } from '../../../authorities.ts'
import type { Edition } from './edition.ts'
import type { Relieved } from '../../../summaries/impact.ts'

/** What the reference rulesets can answer with. */
type ReferenceRelief = 'dismiss' | 'reduce'
type ReferenceRule<O> = PolicyRule<O, ReferenceRelief, never>

export const RELIEF = {
  reduce: { label: 'Reduction to a misdemeanor', effects: ['redesignate'], rank: 1 },
  dismiss: { label: 'Dismissal', effects: ['dismiss'], rank: 2 },
} as const

/** The originals' word for an answer, and what stands behind it here. */
export const ANSWERS = {
  dismissal: { words: 'Eligible for Dismissal', outcome: { kind: 'eligible', relief: 'dismiss' } },
  reduction: { words: 'Eligible for Reduction', outcome: { kind: 'eligible', relief: 'reduce' } },
  notEligible: { words: 'Not eligible', outcome: { kind: 'ineligible', because: 'barred' } },
  maybe: {
    words: 'Maybe Eligible - Flag for Review',
    outcome: { kind: 'needs_review', question: 'Is the conviction eligible?' },
  },
  handReview: { words: 'Hand Review', outcome: { kind: 'needs_review', question: 'Is the conviction eligible?' } },
  cityAttorney: {
    words: 'To be reviewed by City Attorneys',
    outcome: { kind: 'refer', relief: 'dismiss', to: 'City attorney' },
  },
} as const satisfies Record<string, { words: string; outcome: RuleOutcome<ReferenceRelief> }>
export type Answer = keyof typeof ANSWERS

/** What an answer in the originals' words gives the person. */
export function relievedBy(words: string): Relieved {
  if (words === ANSWERS.dismissal.words) return 'dismissed'
  return words === ANSWERS.reduction.words ? 'reduced' : undefined
}

/** The two cells people read first. */
export interface AnswerCells {
  readonly determination: string
  readonly reason: string
}
/** The words for a determined charge under the run's options. */
export type AnswerOf<O> = (determination: Determination, charge: Charge, options: O) => AnswerCells

/** One row of an original's decision table. */
export interface WordedRule<O> {
  /** Follows "prop64-reference/". */
  readonly id: string
  readonly summary: string
  readonly when: Condition<O>
  readonly answer: Answer
  /** The original's reason, whole or by options and offense text. */
  readonly reason: string | ((text: string, options: O) => string)
  readonly quirks: readonly Quirk[]
}

const citations: Citations = [HS_11361_9, HS_11361_8]
/** The tools judged by the same table as of whatever day they were given. */
const effective = { from: '0001-01-01' }

/** The decision table as rules of a ruleset, in the same order. */
export function rulesOf<O>(table: readonly WordedRule<O>[]): ReferenceRule<O>[] {
  return table.map(({ id, summary, when, answer, quirks }) => ({
    id: `prop64-reference/${id}`,
    summary,
    citations,
    effective,
    when,
    effect: 'improve',
    outcome: ANSWERS[answer].outcome,
    quirks,
  }))
}

const NOTHING: AnswerCells = { determination: '', reason: '' }

/** The originals' words for what a decision table answered; both empty where no row did (D15). */
export function wordsOf<O>(edition: Edition, table: readonly WordedRule<O>[]): AnswerOf<O> {
  const rows = new Map(table.map((row) => [`prop64-reference/${row.id}`, row]))
  return (determination, charge, options) => {
    const row = rows.get(determination.policy?.rule ?? '')
    if (row === undefined) return NOTHING
    const { answer, reason } = row
    return {
      determination: ANSWERS[answer].words,
      reason: typeof reason === 'string' ? reason : reason(edition.read(charge).text, options),
    }
  }
}
