import { copyRow, newId } from '@cmr/db'
import { invariant } from '@cmr/errors'
import type { Determination } from '@cmr/jurisdiction'
import { entriesByPlace, placeOf } from '../imports/person-sources.ts'
import { nameKey } from '../people/name-key.ts'
import { shownText } from '../people/shown-text.ts'
import { arrayText } from '../staging/array-text.ts'
import type { EvaluatedShare } from './evaluate-person.ts'
import { presumedIn } from './part-tally.ts'
import type { RunProgram } from './run-program.ts'
import type { RunRow } from './run-store.ts'

/** A share of a person's rows with its answers, and the files the rows stand in, by number. */
export interface PersonAnswers extends EvaluatedShare {
  readonly subjectId: string
  readonly fileIds: ReadonlyMap<number, string>
}

/** Columns of `determinations`, in the order of `determinationRows`. */
export const determinationColumns = [
  'tenantId',
  'id',
  'runId',
  'chargeId',
  'subjectId',
  'outcome',
  'relief',
  'rule',
  'floorOutcome',
  'policyEffect',
  'procedure',
  'presumed',
  'determination',
  'reason',
  'cells',
  'answer',
  'subjectName',
  'nameKey',
  'literal',
  'county',
  'disposedOn',
  'batchFileId',
  'row',
] as const

/** What the rows of one part have in common. */
export interface DeterminationSource extends RunProgram {
  readonly run: RunRow
  /** Ids of the part's charges by `chargeKey`. */
  readonly chargeIds: ReadonlyMap<string, string>
}

/** One COPY row for every charge of these people that carries a determination. */
export function* determinationRows(of: DeterminationSource, people: readonly PersonAnswers[]): Generator<string> {
  const answerText = jsonOnce<Determination>()
  for (const person of people) {
    const { subject, determinations } = person.evaluated
    const entryOf = entriesByPlace(person.entries)
    const name = shownText(subject.name)
    const key = nameKey(name)
    for (const [index, answer] of determinations.entries()) {
      const charge = subject.charges[index]
      if (answer === undefined || charge === undefined) continue
      const entry = entryOf.get(placeOf(charge))
      const batchFileId = person.fileIds.get(charge.file) ?? ''
      const chargeId = of.chargeIds.get(chargeKey(batchFileId, charge.row))
      invariant(
        entry !== undefined && chargeId !== undefined,
        'a charge was read from a row of its subject and is stored',
      )
      const { results } = of.ruleset
      const cells = results.cells(person.evaluated, index, entry.fields, of.program.environment)
      const ids = [of.run.tenantId, newId(), of.run.id, chargeId, person.subjectId]
      const read = [shownText(cells[results.determination] ?? ''), shownText(cells[results.reason] ?? '')]
      const where = [shownText(charge.literal).trim(), of.format.countyOf(entry) ?? '', charge.disposedOn ?? null]
      yield copyRow([
        ...ids,
        ...answerCells(answer),
        ...read,
        arrayText(cells),
        answerText(answer),
        name,
        key,
        ...where,
        batchFileId,
        charge.row,
      ])
    }
  }
}

/** Outcome, relief, rule, what each layer came to, procedure and presumed facts. */
function answerCells(answer: Determination): (string | null)[] {
  const { outcome, floor, policy, refused, procedure } = answer
  const relief = 'relief' in outcome ? outcome.relief : null
  const effect = refused === undefined ? (policy?.effect ?? null) : 'refused'
  const layers = [floor.outcome.kind, effect, procedure ?? null]
  return [outcome.kind, relief, policy?.rule ?? floor.rule ?? null, ...layers, arrayText(presumedIn(answer))]
}

/** A row of a file as a key of its charge. */
export function chargeKey(batchFileId: string, row: number): string {
  return `${batchFileId}:${row}`
}

/** JSON text of values, made once for a value that comes again: equal answers may be one shared object. */
function jsonOnce<T extends object>(): (value: T) => string {
  const texts = new WeakMap<T, string>()
  return (value) => {
    const known = texts.get(value)
    if (known !== undefined) return known
    const text = JSON.stringify(value)
    texts.set(value, text)
    return text
  }
}
