import { type Tx, withTenant } from '@cmr/db'
import { charges, determinations } from '@cmr/db/schema'
import { and, between, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { SliceCipher } from '../imports/slice-cipher.ts'
import { listSealedSubjects, openEntries } from '../imports/subject-entries.ts'
import { finishChunk, leaseChunk } from '../jobs/chunk-store.ts'
import { JobChunkInput } from '../jobs/job-input.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { insertStaged } from '../staging/with-staged-rows.ts'
import { determinationColumns, determinationRows, type EvaluatedPerson } from './determination-rows.ts'
import { getEvaluateJob } from './evaluate-job.ts'
import { compileRun } from './run-program.ts'

/** What an evaluated part adds to its run's report, and the counts that must add up before the run is shown. */
export interface EvaluateResult {
  /** State of the ruleset's summary over the part's subjects. */
  readonly summary: unknown
  readonly subjects: number
  readonly determinations: number
}

/**
 * Evaluates one part of a file's subjects and stores an answer for every charge the ruleset applies to. A part that is
 * done already is left alone. Throws UNAVAILABLE while another worker holds the part, or when another took it over
 * before the end, and INTERNAL when the jurisdiction fails.
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
  const { ruleset, format, program } = compileRun(run)
  const range = { batchFileId, start: lease.start, end: lease.end }
  const { sealed, chargeIds } = await withTenant(deps.ingestDb, tenantId, async (tx) => {
    const found = await listSealedSubjects(tx, ctx, range)
    return { sealed: found, chargeIds: await listChargeIds(tx, ctx, found) }
  })
  const cipher = await SliceCipher.create(deps.keys, tenantId)
  // Safe: the state is only carried between functions of the same summary.
  const summary: unknown = ruleset.summary.empty()
  const clock = { ...program.environment, now: run.nowOn }
  const people: EvaluatedPerson[] = []
  for (const person of sealed) {
    const entries = await openEntries(cipher, batchFileId, person)
    const evaluated = program.evaluate(format.assemble(entries))
    ruleset.summary.add(summary, evaluated, clock)
    people.push({ subjectId: person.id, evaluated, entries })
  }
  const rows = [...determinationRows({ run, ruleset, format, program, batchFileId, chargeIds }, people)]
  await withTenant(deps.ingestDb, tenantId, async (tx) => {
    await insertStaged(tx, determinations, determinationColumns, rows)
    await addProgress(tx, ctx, jobId, 'evaluate', { done: lease.rowCount ?? 0 })
    const result: EvaluateResult = { summary, subjects: people.length, determinations: rows.length }
    await finishChunk(tx, lease, result)
    await audit(tx, ctx, { action: 'run.evaluate', objectKind: 'run', objectId: run.id })
  })
  return { state: 'done' }
}

/** Ids of people's charges by the row they were read from; a row of a file belongs to one subject. */
async function listChargeIds(
  tx: Tx,
  ctx: Context,
  people: readonly { readonly id: string }[],
): Promise<Map<number, string>> {
  const [first, last] = [people.at(0)?.id, people.at(-1)?.id]
  if (first === undefined || last === undefined) return new Map()
  const rows = await tx
    .select({ id: charges.id, row: charges.row })
    .from(charges)
    // Ids of a file's subjects count on with their ordinals, so a range of them holds these people and no others.
    .where(and(eq(charges.tenantId, ctx.tenant.id), between(charges.subjectId, first, last)))
  return new Map(rows.map(({ id, row }) => [row, id]))
}
