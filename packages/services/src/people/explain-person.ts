import { withTenant } from '@cmr/db'
import type { charges, determinations, files, subjects } from '@cmr/db/schema'
import { invariant } from '@cmr/errors'
import type { Context } from '../context.ts'
import { SliceCipher } from '../imports/slice-cipher.ts'
import { listSealedSubjects, openEntries } from '../imports/subject-entries.ts'
import type { PolicyRow } from '../policies/policy-store.ts'
import { compileRun, hasRunVersion } from '../runs/run-program.ts'
import type { RunRow } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { type ChargeExplanation, explainCharge } from './explain-charge.ts'

/** What is stored about a person and one run's answers. */
export interface StoredPerson {
  readonly subject: typeof subjects.$inferSelect
  readonly file: typeof files.$inferSelect
  readonly batchId: string
  readonly run: RunRow
  readonly policy: PolicyRow
  readonly charges: readonly {
    readonly charge: typeof charges.$inferSelect
    readonly determination: typeof determinations.$inferSelect | null
  }[]
}

/**
 * Explanations by charge index, made by evaluating the person's sealed rows once more. Empty when the rules have a
 * newer version than the run: its answers are not explained by other rules than those that gave them.
 */
export async function explainPerson(
  ctx: Context,
  deps: ServiceDeps,
  { subject, run, charges: stored }: StoredPerson,
): Promise<ReadonlyMap<number, ChargeExplanation>> {
  const explanations = new Map<number, ChargeExplanation>()
  if (!hasRunVersion(run)) return explanations
  const { ruleset, format, program } = compileRun(run)
  const { batchFileId, ordinal } = subject
  const [sealed] = await withTenant(deps.db, ctx.tenant.id, (tx) =>
    listSealedSubjects(tx, ctx, { batchFileId, start: ordinal, end: ordinal + 1 }),
  )
  invariant(sealed !== undefined, 'a subject has rows')
  const cipher = await SliceCipher.create(deps.keys, ctx.tenant.id)
  const assembled = format.assemble(await openEntries(cipher, batchFileId, sealed))
  for (const { charge, determination } of stored) {
    if (determination === null) continue
    const explanation = program.explain(assembled, charge.chargeIndex)
    invariant(
      explanation?.determination.outcome.kind === determination.outcome,
      'an answer explained is the answer that was stored',
    )
    explanations.set(charge.chargeIndex, explainCharge(ruleset, explanation))
  }
  return explanations
}
