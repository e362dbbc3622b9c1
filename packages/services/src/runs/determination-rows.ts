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

/** One COPY row for every charge of these people that carries a determination. */
export function* determinationRows(
  of: RunProgram & { run: RunRow; batchFileId: string },
  people: readonly EvaluatedPerson[],
  chargeIds: ReadonlyMap<number, string>,
): Generator<string> {
  const { run, ruleset, format, program, batchFileId } = of
  const answerText = jsonOnce<Determination>()
  for (const { subjectId, evaluated, entries } of people) {
    const { subject } = evaluated
    const entryOf = new Map(entries.map((entry) => [entry.row, entry]))
    const name = shownText(subject.name)
    const key = nameKey(name)
    for (const [index, answer] of evaluated.determinations.entries()) {
      const charge = subject.charges[index]
      if (answer === undefined || charge === undefined) continue
      const entry = entryOf.get(charge.row)
      const chargeId = chargeIds.get(charge.row)
      invariant(entry !== undefined && chargeId !== undefined, 'a charge was read from a row of its subject and is stored')
      const cells = ruleset.results.cells(evaluated, index, entry.fields, program.environment)
      yield copyRow([
        run.tenantId,
        newId(),
        run.id,
        chargeId,
        subjectId,
        answer.outcome.kind,
        'relief' in answer.outcome ? answer.outcome.relief : null,
        answer.policy?.rule ?? answer.floor.rule ?? null,
        arrayText([...new Set([...answer.floor.presumed, ...(answer.policy?.presumed ?? [])])]),
        shownText(cells[ruleset.results.determination] ?? ''),
        shownText(cells[ruleset.results.reason] ?? ''),
        arrayText(cells),
        answerText(answer),
        name,
        key,
        shownText(charge.literal).trim(),
        format.countyOf(entry) ?? '',
        charge.disposedOn ?? null,
        batchFileId,
        charge.row,
      ])
    }
  }
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
