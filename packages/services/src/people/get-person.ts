import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { charges, determinations, subjects } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { getBatchFile, getBatchRow, listBatchFiles } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { getPolicyRow } from '../policies/policy-store.ts'
import { getPublishedRun } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { explainPerson, type StoredPerson } from './explain-person.ts'
import { type PersonView, personView } from './person-view.ts'
import { withholdPerson } from './withheld.ts'

export const GetPersonInput = z.strictObject({
  subjectId: z.uuid(),
  /** The run whose answers are shown; the one its batch shows when absent. */
  runId: z.uuid().optional(),
})
export type GetPersonInput = z.input<typeof GetPersonInput>

/**
 * Everything the record says of one person: every charge with its answer, the rule, the citations and the data used,
 * made again from the sealed rows; without name and date of birth for who may not identify people. Looking is recorded. Throws NOT_FOUND, also when no run of the batch is published.
 */
export async function getPerson(ctx: Context, deps: ServiceDeps, input: GetPersonInput): Promise<PersonView> {
  requirePermission(ctx, 'person:read')
  const { subjectId, runId } = parseInput(GetPersonInput, input)
  const person = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const found = await readPerson(tx, ctx, subjectId, runId)
    await audit(tx, ctx, { action: 'person.view', objectKind: 'subject', objectId: subjectId })
    return found
  })
  return withholdPerson(ctx, personView(person, await explainPerson(ctx, deps, person)))
}

async function readPerson(tx: Tx, ctx: Context, subjectId: string, runId: string | undefined): Promise<StoredPerson> {
  const [subject] = await tx
    .select()
    .from(subjects)
    .where(and(eq(subjects.tenantId, ctx.tenant.id), eq(subjects.id, subjectId)))
  if (subject === undefined) throw unknownPerson()
  const { batchFile } = await getBatchFile(tx, ctx, subject.batchFileId)
  const batch = await getBatchRow(tx, ctx, batchFile.batchId)
  const shownRun = runId ?? batch.publishedRunId
  if (shownRun === null) throw unknownPerson()
  const run = await getPublishedRun(tx, ctx, shownRun)
  if (run.batchId !== batch.id) throw unknownPerson()
  const answers = and(
    eq(determinations.tenantId, charges.tenantId),
    eq(determinations.chargeId, charges.id),
    eq(determinations.runId, run.id),
  )
  const found = await tx
    .select({ charge: charges, determination: determinations })
    .from(charges)
    .leftJoin(determinations, answers)
    .where(and(eq(charges.tenantId, ctx.tenant.id), eq(charges.subjectId, subjectId)))
    .orderBy(asc(charges.chargeIndex))
  return {
    subject,
    files: await listBatchFiles(tx, ctx, [batch.id]),
    batchId: batch.id,
    run,
    policy: await getPolicyRow(tx, ctx, run.policyId),
    // A count that repeats another is shown only where a run answered it.
    charges: found.filter(({ charge, determination }) => !charge.repeated || determination !== null),
  }
}

function unknownPerson(): AppError {
  return new AppError('NOT_FOUND', 'There is no such person.', { details: { reason: 'unknown-person' } })
}
