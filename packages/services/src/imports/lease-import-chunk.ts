import { withTenant } from '@cmr/db'
import type { Context } from '../context.ts'
import { type ChunkLease, leaseChunk } from '../jobs/chunk-store.ts'
import type { JobChunkInput } from '../jobs/job-input.ts'
import { type ServiceDeps, settingsOf } from '../service-deps.ts'
import { getImportFile, type ImportFile } from './import-store.ts'

/**
 * Takes one chunk of a file that is being imported, with its file. `lease` is undefined when the chunk is done already
 * or the file was refused. Throws UNAVAILABLE while another worker holds it.
 */
export function leaseImportChunk(
  ctx: Context,
  deps: ServiceDeps,
  stage: 'load' | 'people',
  { jobId, batchFileId, no }: JobChunkInput,
): Promise<ImportFile & { readonly lease: ChunkLease | undefined }> {
  return withTenant(deps.ingestDb, ctx.tenant.id, async (tx) => ({
    ...(await getImportFile(tx, ctx, jobId, batchFileId)),
    lease: await leaseChunk(tx, ctx, { jobId, stage, batchFileId, no }, settingsOf(deps).leaseSeconds),
  }))
}
