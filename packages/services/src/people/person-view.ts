import type { Citation, Determination, Outcome } from '@cmr/jurisdiction'
import type { Scalar } from '@cmr/record'
import { type RunView, runView } from '../runs/run-view.ts'
import type { ChargeExplanation } from './explain-charge.ts'
import type { StoredPerson } from './explain-person.ts'

/** The answer for one charge. */
export interface AnswerView {
  readonly determination: string
  readonly reason: string
  readonly outcome: Outcome
  readonly citations: readonly Citation[]
  /** Null when the rules have a newer version than the run that gave the answer. */
  readonly explanation: ChargeExplanation | null
}

/** One charge of a person. */
export interface ChargeView {
  readonly id: string
  /** Counts of one case share it. */
  readonly caseId: string
  readonly caseLabel: string
  readonly literal: string
  readonly disposedOn: string | null
  readonly county: string
  /** 1-based physical line of the source file. */
  readonly line: number
  readonly given: Readonly<Record<string, Scalar>>
  /** Null when the ruleset does not apply to the charge. */
  readonly answer: AnswerView | null
}

/** One person of one source file, with one run's answers. */
export interface PersonView {
  readonly id: string
  readonly name: string
  readonly bornOn: string | null
  readonly source: { readonly batchId: string; readonly fileName: string; readonly rows: number }
  readonly run: RunView
  readonly policyVersion: number
  /** In the order of the source. */
  readonly charges: readonly ChargeView[]
}

export function personView(person: StoredPerson, explanations: ReadonlyMap<number, ChargeExplanation>): PersonView {
  const { subject, file, batchId, run, policy } = person
  return {
    id: subject.id,
    name: subject.name,
    bornOn: subject.bornOn,
    source: { batchId, fileName: file.name, rows: subject.rowCount },
    run: runView(run),
    policyVersion: policy.version,
    charges: person.charges.map((stored) => chargeView(stored, explanations)),
  }
}

function chargeView(
  { charge, determination }: StoredPerson['charges'][number],
  explanations: ReadonlyMap<number, ChargeExplanation>,
): ChargeView {
  const { id, caseId, caseLabel, literal, disposedOn, county, line, chargeIndex } = charge
  // Safe: `buildPeople` wrote the given values of the record's own type.
  const given = charge.given as Readonly<Record<string, Scalar>>
  const explanation = explanations.get(chargeIndex) ?? null
  const answer = determination === null ? null : answerView(determination, explanation)
  return { id, caseId, caseLabel, literal, disposedOn, county, line, given, answer }
}

function answerView(
  stored: NonNullable<StoredPerson['charges'][number]['determination']>,
  explanation: ChargeExplanation | null,
): AnswerView {
  // Safe: `evaluateRange` wrote the engine's own answer.
  const { outcome, citations } = stored.answer as Determination
  return { determination: stored.determination, reason: stored.reason, outcome, citations, explanation }
}
