import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { runFiles, runs } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const OpenRunFileInput = z.strictObject({ runFileId: z.uuid() })
export type OpenRunFileInput = z.input<typeof OpenRunFileInput>

/** A result file on its way out. */
export interface OpenedRunFile {
  readonly name: string
  /** Bytes that `body` will give. */
  readonly size: number
  readonly sha256: string
  readonly mediaType: 'text/csv' | 'application/json'
  readonly body: AsyncIterable<Buffer>
}

/** Opens a file of a published run for download; the act is recorded before the first byte leaves. Throws NOT_FOUND. */
export async function openRunFile(ctx: Context, deps: ServiceDeps, input: OpenRunFileInput): Promise<OpenedRunFile> {
  requirePermission(ctx, 'export:download')
  const { runFileId } = parseInput(OpenRunFileInput, input)
  const file = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const [found] = await tx
      .select({ file: runFiles })
      .from(runFiles)
      .innerJoin(runs, and(eq(runs.tenantId, runFiles.tenantId), eq(runs.id, runFiles.runId)))
      .where(and(eq(runFiles.tenantId, ctx.tenant.id), eq(runFiles.id, runFileId), eq(runs.state, 'published')))
    if (found === undefined) {
      throw new AppError('NOT_FOUND', 'There is no such result file.', { details: { reason: 'unknown-run-file' } })
    }
    await audit(tx, ctx, { action: 'run-file.download', objectKind: 'run-file', objectId: runFileId })
    return found.file
  })
  const { name, size, sha256, objectId } = file
  const mediaType = name.endsWith('.json') ? 'application/json' : 'text/csv'
  return { name, size, sha256, mediaType, body: deps.store.read(ctx.tenant.id, objectId) }
}
