import type { Citation, Determination } from '@cmr/jurisdiction'
import type { Scalar } from '@cmr/record'
import { type LayersView, layersView } from '../answers/layers-view.ts'
import { rulesetOfRun } from '../answers/ruleset-of-run.ts'
import { hasRunVersion } from '../runs/run-program.ts'
import { type RunView, runView } from '../runs/run-view.ts'
import type { ChargeExplanation } from './explain-charge.ts'
import type { ReadPerson, StoredCharge, StoredPerson } from './explain-person.ts'

/** The answer for one charge, with both of its layers. */
export interface AnswerView extends LayersView {
  /** The two cells of the result files that people read first. */
  readonly determination: string
  readonly reason: string
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
  /** Name of the file and 1-based physical line it stands on. */
  readonly file: string
  readonly line: number
  readonly given: Readonly<Record<string, Scalar>>
  /** Null when the ruleset does not apply to the charge. */
  readonly answer: AnswerView | null
}

/** One person of a batch, over all of its files, with one run's answers. */
export interface PersonView {
  readonly id: string
  readonly name: string
  readonly bornOn: string | null
  readonly source: {
    readonly batchId: string
    /** The files the person has rows in, in the order they were sent. */
    readonly files: readonly { readonly name: string; readonly rows: number }[]
  }
  readonly run: RunView
  readonly policyVersion: number
  /** In the order of the source. */
  readonly charges: readonly ChargeView[]
}

export function personView(person: StoredPerson, { rowsOf, explanations }: ReadPerson): PersonView {
  const { subject, files, batchId, run, policy } = person
  const sources = files.flatMap(({ batchFile, file }) => {
    const rows = rowsOf.get(batchFile.position - 1)
    return rows === undefined ? [] : [{ name: file.name, rows }]
  })
  return {
    id: subject.id,
    name: subject.name,
    bornOn: subject.bornOn,
    source: { batchId, files: sources },
    run: runView(run),
    policyVersion: policy.version,
    charges: person.charges.map((stored) => chargeView(person, stored, explanations)),
  }
}

function chargeView(
  { run, files }: StoredPerson,
  { charge, determination }: StoredCharge,
  explanations: ReadPerson['explanations'],
): ChargeView {
  const { id, caseId, caseLabel, literal, disposedOn, county, line } = charge
  const source = files.find(({ batchFile }) => batchFile.id === charge.batchFileId)
  // Safe: `buildPeople` wrote the given values of the record's own type.
  const given = charge.given as Readonly<Record<string, Scalar>>
  const explanation = explanations.get(id) ?? null
  const answer = determination === null ? null : answerView(run, determination, explanation)
  return { id, caseId, caseLabel, literal, disposedOn, county, file: source?.file.name ?? '', line, given, answer }
}

function answerView(
  run: StoredPerson['run'],
  stored: NonNullable<StoredCharge['determination']>,
  explanation: ChargeExplanation | null,
): AnswerView {
  // Safe: `evaluateRange` wrote the engine's own answer.
  const answer = stored.answer as Determination
  const { determination, reason } = stored
  const layers = layersView(rulesetOfRun(run), answer, hasRunVersion(run))
  return { ...layers, determination, reason, citations: answer.citations, explanation }
}
