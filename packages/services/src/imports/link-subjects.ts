import { copyInto, copyRow, newId, type Tx, withTenant } from '@cmr/db'
import { batchFiles, subjects, subjectSlices } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { sql } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type BatchFileRow, listBatchFiles, lockBatch } from '../batches/batch-store.ts'
import { type Context, requireSystem } from '../context.ts'
import { insertChunks, listChunks } from '../jobs/chunk-store.ts'
import { JobInput } from '../jobs/job-input.ts'
import { getJob } from '../jobs/job-store.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { requireOpenJob } from './import-store.ts'
import { joinedKeys, slicesOfBatch } from './joined-keys.ts'
import { cutParts } from './subject-parts.ts'

/** The files whose people may be built, in order of position, each in `parts` pieces numbered from 0. */
export interface Linking {
  readonly files: readonly { readonly batchFileId: string; readonly position: number; readonly parts: number }[]
}

/**
 * Gathers the rows of all files of a batch into subjects and cuts these into the parts `buildPeople` takes. Rows are one
 * person's that share the source's own key or one of the format's person keys. A subject belongs to the file it appears
 * first in. Linking twice changes nothing. Throws PRECONDITION while a chunk of a file that was not refused is open.
 */
export async function linkSubjects(ctx: Context, deps: ServiceDeps, input: JobInput): Promise<Linking> {
  requireSystem(ctx)
  const { jobId } = parseInput(JobInput, input)
  return withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => {
    const job = await getJob(tx, ctx, jobId, 'import')
    await lockBatch(tx, ctx, job.batchId)
    const files = (await listBatchFiles(tx, ctx, [job.batchId]))
      .map(({ batchFile }) => batchFile)
      .filter(({ state }) => state !== 'rejected')
    const known = await listChunks(tx, ctx, { jobId, stage: 'people' })
    if (known.length === 0 && files.length > 0) {
      requireOpenJob(job)
      await requireLoaded(tx, ctx, jobId, files)
      await link(tx, ctx, job.batchId)
      for (const { id: batchFileId } of files) {
        const parts = await cutParts(tx, ctx, batchFileId, settingsOf(deps).subjectsPerPart)
        await insertChunks(tx, ctx, { jobId, stage: 'people', batchFileId }, parts)
      }
      await addProgress(tx, ctx, jobId, 'people', { total: files.reduce((sum, { rows }) => sum + (rows ?? 0), 0) })
      await audit(tx, ctx, { action: 'import.link', objectKind: 'job', objectId: jobId })
    }
    const parts = await listChunks(tx, ctx, { jobId, stage: 'people' })
    return {
      files: files.map(({ id, position }) => ({
        batchFileId: id,
        position,
        parts: parts.filter(({ batchFileId }) => batchFileId === id).length,
      })),
    }
  })
}

async function requireLoaded(tx: Tx, ctx: Context, jobId: string, files: readonly BatchFileRow[]): Promise<void> {
  const chunks = await listChunks(tx, ctx, { jobId, stage: 'load' })
  for (const { id } of files) {
    const own = chunks.filter(({ batchFileId }) => batchFileId === id)
    if (own.length > 0 && own.every(({ state }) => state === 'done')) continue
    throw new AppError('PRECONDITION', 'Part of the import is not loaded yet.', { details: { reason: 'chunks-open' } })
  }
}

/**
 * Makes one subject a person and points every slice to its subject. Subjects stand in the order of their first rows;
 * their ids share a time-ordered beginning and count on in that order, so that they land side by side.
 */
async function link(tx: Tx, ctx: Context, batchId: string): Promise<void> {
  const suffix = newId().replaceAll('-', '')
  const joined = sql`staging.${sql.identifier(`joined_${suffix}`)}`
  const linked = sql`staging.${sql.identifier(`linked_${suffix}`)}`
  await tx.execute(sql`create unlogged table ${joined} (subject_key bytea, person bytea)`)
  const pairs = [...(await joinedKeys(tx, ctx, batchId))]
  const rows = pairs.map(([key, root]) => copyRow([Buffer.from(key, 'hex'), Buffer.from(root, 'hex')]))
  await copyInto(tx, `staging.joined_${suffix}`, ['subject_key', 'person'], rows)
  await tx.execute(sql`
    create unlogged table ${linked} as
    select
      *, (${newId().slice(0, -12)}::text || lpad(to_hex(number), 12, '0'))::uuid as subject_id,
      (number - min(number) over (partition by home))::int as ordinal
    from (
      select *, dense_rank() over (order by home_position, home_row) - 1 as number
      from (
        select
          id, batch_file_id, first_row, row_count, person,
          first_value(batch_file_id) over by_person as home, first_value(position) over by_person as home_position,
          first_value(first_row) over by_person as home_row, first_value(subject_key) over by_person as home_key
        from (
          select ${subjectSlices.id}, ${subjectSlices.batchFileId}, ${subjectSlices.firstRow}, ${subjectSlices.rowCount},
            ${subjectSlices.subjectKey}, ${batchFiles.position}, coalesce(joined.person, ${subjectSlices.subjectKey}) as person
          from ${subjectSlices}
          join ${batchFiles} on ${batchFiles.id} = ${subjectSlices.batchFileId}
          left join ${joined} as joined on joined.subject_key = ${subjectSlices.subjectKey}
          where ${slicesOfBatch(ctx, batchId)}
        ) as slices
        window by_person as (partition by person order by position, first_row)
      ) as people
    ) as numbered`)
  await tx.execute(sql`
    insert into ${subjects} (tenant_id, id, batch_file_id, ordinal, subject_key, first_row, row_count, name, name_key)
    select ${ctx.tenant.id}, subject_id, home, ordinal, home_key, home_row, sum(row_count)::int, '', ''
    from ${linked}
    group by subject_id, home, ordinal, home_key, home_row
    order by subject_id
    on conflict do nothing`)
  await tx.execute(sql`
    update ${subjectSlices} as own set subject_id = linked.subject_id
    from ${linked} as linked
    where own.tenant_id = ${ctx.tenant.id} and own.id = linked.id`)
  await tx.execute(sql`drop table ${joined}, ${linked}`)
}
