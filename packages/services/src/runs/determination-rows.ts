import { copyRow, newId } from '@cmr/db'
import { invariant } from '@cmr/errors'
import type { Determination, Evaluated, IntakeEntry } from '@cmr/jurisdiction'
import { nameKey } from '../people/name-key.ts'
import { shownText } from '../people/shown-text.ts'
import { arrayText } from '../staging/array-text.ts'
import type { RunProgram } from './run-program.ts'
import type { RunRow } from './run-store.ts'

/** A subject of a part with its answers and the rows they were read from. */
export interface EvaluatedPerson {
  readonly subjectId: string
  readonly evaluated: Evaluated
  readonly entries: readonly IntakeEntry[]
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
  readonly batchFileId: string
  /** Ids of the part's charges by the row they were read from. */
  readonly chargeIds: ReadonlyMap<number, string>
}

/** One COPY row for every charge of these people that carries a determination. */
export function* determinationRows(of: DeterminationSource, people: readonly EvaluatedPerson[]): Generator<string> {
  const answerText = jsonOnce<Determination>()
  for (const person of people) {
    const { subject, determinations } = person.evaluated
    const entryOf = new Map(person.entries.map((entry) => [entry.row, entry]))
    const name = shownText(subject.name)
    const key = nameKey(name)
    for (const [index, answer] of determinations.entries()) {
      const charge = subject.charges[index]
      if (answer === undefined || charge === undefined) continue
      const entry = entryOf.get(charge.row)
      const chargeId = of.chargeIds.get(charge.row)
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
        of.batchFileId,
        charge.row,
      ])
    }
  }
}

/** Outcome, relief, rule and presumed facts. */
function answerCells({ outcome, floor, policy }: Determination): (string | null)[] {
  const relief = 'relief' in outcome ? outcome.relief : null
  const presumed = new Set([...floor.presumed, ...(policy?.presumed ?? [])])
  return [outcome.kind, relief, policy?.rule ?? floor.rule ?? null, arrayText([...presumed])]
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
