import { type Tx, withTenant } from '@cmr/db'
import { charges, determinations, runDifferences } from '@cmr/db/schema'
import { emptyDifferences } from '@cmr/engine'
import { and, between, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { comparePerson } from '../comparisons/compare-person.ts'
import { differenceColumns, differenceRow } from '../comparisons/difference-rows.ts'
import { compileComparison } from '../comparisons/run-comparison.ts'
import { type Context, requireSystem } from '../context.ts'
import { SliceCipher } from '../imports/slice-cipher.ts'
import { fileIdsOf, listSealedSubjects, openEntries } from '../imports/subject-entries.ts'
import { finishChunk, leaseChunk } from '../jobs/chunk-store.ts'
import { JobChunkInput } from '../jobs/job-input.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { insertStaged } from '../staging/with-staged-rows.ts'
import { chargeKey, determinationColumns, determinationRows, type PersonAnswers } from './determination-rows.ts'
import { getEvaluateJob } from './evaluate-job.ts'
import { evaluatePerson } from './evaluate-person.ts'
import { addShare, emptyTally } from './part-tally.ts'
import { compileRun } from './run-program.ts'

/**
 * Evaluates one part of the subjects that appear first in a file and stores an answer for every charge the ruleset
 * applies to, in whichever file of the batch it stands, and each that earlier rules answered otherwise where the run is
 * compared with some. A part that is done already is left alone. Throws UNAVAILABLE
 * while another worker holds the part, or when another took it over before the end, and INTERNAL when the jurisdiction
 * fails.
 */
export async function evaluateRange(ctx: Context, deps: ServiceDeps, input: JobChunkInput): Promise<{ state: 'done' }> {
  requireSystem(ctx)
  const { jobId, batchFileId, no } = parseInput(JobChunkInput, input)
  const tenantId = ctx.tenant.id
  const { run, lease } = await withTenant(deps.ingestDb, tenantId, async (tx) => ({
    ...(await getEvaluateJob(tx, ctx, jobId)),
    lease: await leaseChunk(tx, ctx, { jobId, stage: 'evaluate', batchFileId, no }, settingsOf(deps).leaseSeconds),
  }))
  if (lease === undefined) return { state: 'done' }
  const compiled = compileRun(run)
  const range = { batchFileId, start: lease.start, end: lease.end }
  const { sealed, chargeIds } = await withTenant(deps.ingestDb, tenantId, async (tx) => {
    const found = await listSealedSubjects(tx, ctx, range)
    return { sealed: found, chargeIds: await listChargeIds(tx, ctx, found) }
  })
  const cipher = await SliceCipher.create(deps.keys, tenantId)
  const comparison = compileComparison(run, compiled)
  const tally = emptyTally(compiled)
  const people: PersonAnswers[] = []
  const differences: string[] = []
  for (const person of sealed) {
    const entries = await openEntries(cipher, person)
    const shares = evaluatePerson(compiled, entries)
    const owner = { subjectId: person.id, fileIds: fileIdsOf(person) }
    for (const share of shares) {
      addShare(tally, compiled, share, run.nowOn)
      people.push({ ...share, ...owner })
    }
    if (comparison === undefined) continue
    const counts = (tally.comparison ??= emptyDifferences())
    for (const found of comparePerson(comparison, counts, entries, shares)) {
      differences.push(differenceRow(run, owner, chargeIds, found))
    }
  }
  const rows = [...determinationRows({ run, ...compiled, chargeIds }, people)]
  await withTenant(deps.ingestDb, tenantId, async (tx) => {
    await insertStaged(tx, determinations, determinationColumns, rows)
    if (differences.length > 0) await insertStaged(tx, runDifferences, differenceColumns, differences)
    await addProgress(tx, ctx, jobId, 'evaluate', { done: lease.rowCount ?? 0 })
    await finishChunk(tx, lease, tally)
    await audit(tx, ctx, { action: 'run.evaluate', objectKind: 'run', objectId: run.id })
  })
  return { state: 'done' }
}

/** Ids of people's charges by `chargeKey`. */
async function listChargeIds(
  tx: Tx,
  ctx: Context,
  people: readonly { readonly id: string }[],
): Promise<Map<string, string>> {
  const [first, last] = [people.at(0)?.id, people.at(-1)?.id]
  if (first === undefined || last === undefined) return new Map()
  const rows = await tx
    .select({ id: charges.id, batchFileId: charges.batchFileId, row: charges.row })
    .from(charges)
    // Ids of a batch's subjects count on with their ordinals, so a range of them holds these people and no others.
    .where(and(eq(charges.tenantId, ctx.tenant.id), between(charges.subjectId, first, last)))
  return new Map(rows.map(({ id, batchFileId, row }) => [chargeKey(batchFileId, row), id]))
}
