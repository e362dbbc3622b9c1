import type { people } from '@cmr/services'
import type { ShownCitation } from '../../components/citations.tsx'
import { day, NOT_IN_FILE } from '../../format.ts'
import { outcomeDetail } from '../../outcome-words.ts'
import type { OutcomeKind } from '../../outcome-words.ts'

type Answer = NonNullable<people.ChargeView['answer']>
type Truth = people.TriedRule['truth']

/** A rule or a procedure as it reaches the browser. */
export interface ShownRule {
  readonly id: string
  readonly summary: string
  readonly citations: readonly ShownCitation[]
}

/** A fact the law presumes, as a layer shows it. */
export interface PresumedView {
  readonly id: string
  readonly label: string
  /** What is presumed; null when the rules are newer than the answer. */
  readonly value: string | null
  readonly favors: 'person' | 'prosecution'
  readonly citations: readonly ShownCitation[]
  readonly ask: string | null
}

/** One layer of an answer as its card shows it. */
export interface LayerCardView {
  readonly kind: OutcomeKind
  /** What the answer adds in words: the relief, a date, an addressee, a question. */
  readonly detail: string | null
  readonly rule: ShownRule | null
  readonly presumed: readonly PresumedView[]
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
  readonly answer: AnswerCardView | null
}

export interface AnswerCardView {
  readonly kind: OutcomeKind
  readonly determination: string
  readonly detail: string | null
  readonly reason: string
  readonly presumed: boolean
  readonly floor: LayerCardView
  readonly policy:
    | (LayerCardView & {
        readonly effect: people.PolicyLayerView['effect']
        readonly differs: boolean
        readonly ground: { readonly label: string; readonly citations: readonly ShownCitation[] } | null
      })
    | null
  readonly refused: ShownRule | null
  readonly procedure: (ShownRule & { readonly label: string }) | null
  readonly citations: readonly ShownCitation[]
  readonly facts: readonly {
    readonly id: string
    readonly label: string
    readonly value: string
    readonly presumed: boolean
  }[]
  readonly tried: readonly { readonly id: string; readonly summary: string; readonly words: string }[]
  /** Rules with a newer version cannot explain an older answer. */
  readonly explained: boolean
}

/** Prepares a charge for its card. */
export function convictionCard(charge: people.ChargeView): ConvictionCardView {
  const { id, literal, disposedOn, county, caseLabel, file, line, answer } = charge
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

const TRUTHS: Readonly<Record<Truth, string>> = {
  met: 'met',
  not_met: 'not met',
  unknown: 'cannot be told from the file',
}

function answerOf(answer: Answer): AnswerCardView {
  const { outcome, relief, determination, reason, floor, policy, refused, procedure, citations, explanation } = answer
  const facts = (explanation?.facts ?? []).map(({ id, label, value, presumed }) => ({
    id,
    label,
    value: factWords(value),
    presumed,
  }))
  const layer = (of: people.LayerView): LayerCardView => ({
    kind: of.outcome.kind,
    detail: outcomeDetail(of.outcome, of.relief),
    rule: of.rule,
    presumed: of.presumed.map((presumption) => ({
      ...presumption,
      value: facts.find(({ id }) => id === presumption.id)?.value ?? null,
    })),
  })
  const detail = outcomeDetail(outcome, relief)
  return {
    kind: outcome.kind,
    determination,
    // The relief and the question are in the words of the ruleset already.
    detail: outcome.kind === 'not_yet' || outcome.kind === 'refer' ? detail : null,
    reason,
    presumed: floor.presumed.length + (policy?.presumed.length ?? 0) > 0,
    floor: layer(floor),
    policy:
      policy === null
        ? null
        : { ...layer(policy), effect: policy.effect, differs: policy.differs, ground: policy.ground },
    refused,
    procedure,
    citations,
    facts,
    tried: (explanation?.tried ?? []).map(({ id, summary, truth }) => ({ id, summary, words: TRUTHS[truth] })),
    explained: explanation !== null,
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
