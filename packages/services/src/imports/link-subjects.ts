import { newId, type Tx, withTenant } from '@cmr/db'
import { subjects, subjectSlices } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, sql } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { getBatchRow } from '../batches/batch-store.ts'
import { type Context, requireSystem } from '../context.ts'
import { type ChunkRow, insertChunks, listChunks } from '../jobs/chunk-store.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { JobFileInput } from '../jobs/job-input.ts'
import { getImportFile, lockBatchFile, rejectBatchFile, requireOpenJob } from './import-store.ts'
import type { LoadResult } from './load-chunk.ts'
import type { Refusal } from './refusal-reason.ts'
import { cutParts } from './subject-parts.ts'

/** A file whose people may be built, in `parts` pieces numbered from 0, or one that was refused. */
export type Linking = { readonly state: 'linked'; readonly parts: number } | { readonly state: 'rejected' }

/**
 * Gathers the rows of a loaded file into subjects, numbered by first row, and cuts them into the parts `buildPeople`
 * takes. Refuses the file when none of its rows names the batch's county. Throws PRECONDITION while a chunk is open.
 */
export async function linkSubjects(ctx: Context, deps: ServiceDeps, input: JobFileInput): Promise<Linking> {
  requireSystem(ctx)
  const { jobId, batchFileId } = parseInput(JobFileInput, input)
  return withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
    const { job, batchFile } = await getImportFile(tx, ctx, jobId, batchFileId)
    const { state } = await lockBatchFile(tx, ctx, batchFileId)
    if (state === 'rejected') return { state }
    const known = await listChunks(tx, ctx, { jobId, stage: 'people', batchFileId })
    if (known.length > 0) return { state: 'linked', parts: known.length }
    requireOpenJob(job)
    const loaded = await listChunks(tx, ctx, { jobId, stage: 'load', batchFileId })
    if (loaded.length === 0 || loaded.some((chunk) => chunk.state !== 'done')) {
      throw new AppError('PRECONDITION', 'Part of the file is not loaded yet.', { details: { reason: 'chunks-open' } })
    }
    const { county } = await getBatchRow(tx, ctx, batchFile.batchId)
    const rejection = otherCounty(county, loaded)
    if (rejection !== undefined) {
      await rejectBatchFile(tx, ctx, job, batchFileId, rejection)
      await audit(tx, ctx, { action: 'file.reject', objectKind: 'batch-file', objectId: batchFileId })
      return { state: 'rejected' }
    }
    await numberSlices(tx, ctx, batchFileId)
    await insertSubjects(tx, ctx, batchFileId)
    const parts = await cutParts(tx, ctx, batchFileId, settingsOf(deps).subjectsPerPart)
    await insertChunks(tx, ctx, { jobId, stage: 'people', batchFileId }, parts)
    await addProgress(tx, ctx, jobId, 'people', { total: batchFile.rows ?? 0 })
    await audit(tx, ctx, { action: 'file.link', objectKind: 'batch-file', objectId: batchFileId })
    return { state: 'linked', parts: parts.length }
  })
}

/** Numbers every slice with its subject's place in order of first row, from 0. */
async function numberSlices(tx: Tx, ctx: Context, batchFileId: string): Promise<void> {
  const own = and(eq(subjectSlices.tenantId, ctx.tenant.id), eq(subjectSlices.batchFileId, batchFileId))
  await tx.execute(sql`
    update ${subjectSlices} as own set ordinal = numbered.ordinal
    from (
      select tenant_id, id, (dense_rank() over (order by subject_first_row) - 1)::int as ordinal
      from (
        select tenant_id, id, min(first_row) over (partition by subject_key) as subject_first_row
        from ${subjectSlices} where ${own}
      ) as slices
    ) as numbered
    where own.tenant_id = numbered.tenant_id and own.id = numbered.id`)
}

/** One row a subject. Ids share a time-ordered beginning and count on with the ordinal, so that they land side by side. */
async function insertSubjects(tx: Tx, ctx: Context, batchFileId: string): Promise<void> {
  const own = and(eq(subjectSlices.tenantId, ctx.tenant.id), eq(subjectSlices.batchFileId, batchFileId))
  const idBase = newId().slice(0, -12)
  await tx.execute(sql`
    insert into ${subjects} (tenant_id, id, batch_file_id, ordinal, subject_key, first_row, row_count, name, name_key)
    select
      tenant_id, (${idBase}::text || lpad(to_hex(ordinal), 12, '0'))::uuid, batch_file_id, ordinal, subject_key,
      min(first_row), sum(row_count)::int, '', ''
    from ${subjectSlices}
    where ${own}
    group by tenant_id, batch_file_id, ordinal, subject_key
    order by ordinal
    on conflict do nothing`)
}

function otherCounty(county: string, loaded: readonly ChunkRow[]): Refusal | undefined {
  const found = new Map<string, number>()
  for (const { result } of loaded) {
    // Safe: `loadChunk` wrote the result of every chunk that is done.
    for (const [name, rows] of Object.entries((result as LoadResult).counties)) {
      found.set(name, (found.get(name) ?? 0) + rows)
    }
  }
  if (found.has(county)) return undefined
  const names = [...found].sort(([, a], [, b]) => b - a).map(([name]) => name)
  const named = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
  const message =
    names.length === 0
      ? `No row of the file names ${county} or any other county. Check that it is the file the state sent to your office.`
      : `No row of the file names ${county}; its rows name ${named}. Check that it is the file the state sent to your office.`
  return { reason: 'other-county', message }
}
