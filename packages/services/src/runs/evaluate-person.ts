import type { Evaluated, IntakeEntry } from '@cmr/jurisdiction'
import { splitBySource } from '../imports/person-sources.ts'
import type { RunProgram } from './run-program.ts'

/** A person as a ruleset sees one, with its answers and the rows they were read from. */
export interface EvaluatedShare {
  readonly evaluated: Evaluated
  readonly entries: readonly IntakeEntry[]
}

/**
 * Evaluates all rows of a person of a batch: once where the batch is one record set, and where the ruleset takes each
 * file alone once for each file and source key.
 */
export function evaluatePerson(
  { ruleset, format, program }: RunProgram,
  entries: readonly IntakeEntry[],
): EvaluatedShare[] {
  const { gathers } = ruleset
  const shares = gathers === 'record-set' ? [entries] : splitBySource(format, entries)
  return shares.map((own) => ({ evaluated: program.evaluate(format.assemble(own, gathers)), entries: own }))
}
