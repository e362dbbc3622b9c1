import { withTenant } from '@cmr/db'
import type { charges, determinations, subjects } from '@cmr/db/schema'
import { invariant } from '@cmr/errors'
import type { BatchFile } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { SliceCipher } from '../imports/slice-cipher.ts'
import { placeOf } from '../imports/person-sources.ts'
import { listSealedSubjects, openEntries } from '../imports/subject-entries.ts'
import type { PolicyRow } from '../policies/policy-store.ts'
import { evaluatePerson } from '../runs/evaluate-person.ts'
import { compileRun, hasRunVersion } from '../runs/run-program.ts'
import type { RunRow } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { type ChargeExplanation, explainCharge } from './explain-charge.ts'

/** What is stored about a person and one run's answers. */
export interface StoredPerson {
  readonly subject: typeof subjects.$inferSelect
  /** Every file of the person's batch. */
  readonly files: readonly BatchFile[]
  readonly batchId: string
  readonly run: RunRow
  readonly policy: PolicyRow
  readonly charges: readonly StoredCharge[]
}

export interface StoredCharge {
  readonly charge: typeof charges.$inferSelect
  readonly determination: typeof determinations.$inferSelect | null
}

/** What a person's sealed rows still say: how many there are of each file, and why each charge came out as it did. */
export interface ReadPerson {
  /** Rows by the file they stand in, 0-based position in the batch. */
  readonly rowsOf: ReadonlyMap<number, number>
  /**
   * By charge id. Empty when the rules have a newer version than the run: its answers are not explained by other rules
   * than those that gave them.
   */
  readonly explanations: ReadonlyMap<string, ChargeExplanation>
}

/** Opens a person's rows and evaluates them once more. */
export async function explainPerson(ctx: Context, deps: ServiceDeps, person: StoredPerson): Promise<ReadPerson> {
  const { subject, run } = person
  const { batchFileId, ordinal } = subject
  const [sealed] = await withTenant(deps.db, ctx.tenant.id, (tx) =>
    listSealedSubjects(tx, ctx, { batchFileId, start: ordinal, end: ordinal + 1 }),
  )
  invariant(sealed !== undefined, 'a subject has rows')
  const entries = await openEntries(await SliceCipher.create(deps.keys, ctx.tenant.id), sealed)
  const rowsOf = new Map<number, number>()
  for (const { file } of entries) rowsOf.set(file, (rowsOf.get(file) ?? 0) + 1)
  return { rowsOf, explanations: hasRunVersion(run) ? explainCharges(person, entries) : new Map() }
}

function explainCharges(
  { run, files, charges: stored }: StoredPerson,
  entries: Awaited<ReturnType<typeof openEntries>>,
): Map<string, ChargeExplanation> {
  const { ruleset, format, program } = compileRun(run)
  const answered = new Map(
    stored.flatMap(({ charge, determination }) => {
      const source = files.find(({ batchFile }) => batchFile.id === charge.batchFileId)
      if (determination === null || source === undefined) return []
      const place = placeOf({ file: source.batchFile.position - 1, row: charge.row })
      return [[place, { id: charge.id, outcome: determination.outcome }]]
    }),
  )
  const explanations = new Map<string, ChargeExplanation>()
  for (const { evaluated } of evaluatePerson({ ruleset, format, program }, entries)) {
    for (const [index, charge] of evaluated.subject.charges.entries()) {
      const answer = answered.get(placeOf(charge))
      if (answer === undefined) continue
      const explanation = program.explain(evaluated.subject, index)
      invariant(
        explanation?.determination.outcome.kind === answer.outcome,
        'an answer explained is the answer that was stored',
      )
      explanations.set(answer.id, explainCharge(ruleset, explanation))
    }
  }
  return explanations
}
