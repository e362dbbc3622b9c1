import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { runFiles, runs } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { handover, recordRelease } from '../releases/record-release.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const OpenRunFileInput = z.strictObject({ runFileId: z.uuid(), ...handover })
export type OpenRunFileInput = z.input<typeof OpenRunFileInput>

/** A result file on its way out. */
export interface OpenedRunFile {
  readonly name: string
  /** Bytes that `body` will give. */
  readonly size: number
  readonly sha256: string
  readonly mediaType: 'text/csv' | 'application/json'
  /** Its run has not been released. */
  readonly draft: boolean
  readonly body: AsyncIterable<Buffer>
}

/**
 * Opens a file of a published run for download. To whom and what for is in the dissemination log before the first byte
 * leaves. Until the run is released the file is a draft; a court file is refused then: PRECONDITION
 * (`run-not-released`). Throws NOT_FOUND.
 */
export async function openRunFile(ctx: Context, deps: ServiceDeps, input: OpenRunFileInput): Promise<OpenedRunFile> {
  requirePermission(ctx, 'export:download')
  const { runFileId, ...given } = parseInput(OpenRunFileInput, input)
  const { file, draft } = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const [found] = await tx
      .select({ file: runFiles, releasedAt: runs.releasedAt })
      .from(runFiles)
      .innerJoin(runs, and(eq(runs.tenantId, runFiles.tenantId), eq(runs.id, runFiles.runId)))
      .where(and(eq(runFiles.tenantId, ctx.tenant.id), eq(runFiles.id, runFileId), eq(runs.state, 'published')))
    if (found === undefined) {
      throw new AppError('NOT_FOUND', 'There is no such result file.', { details: { reason: 'unknown-run-file' } })
    }
    const draft = found.releasedAt === null
    if (draft && given.kind === 'court-file') {
      throw new AppError('PRECONDITION', 'This run is a draft. A court file leaves once somebody has released it.', {
        details: { reason: 'run-not-released' },
      })
    }
    const { size, sha256 } = found.file
    const object = { action: 'run-file.download', objectKind: 'run-file', objectId: runFileId }
    await recordRelease(tx, ctx, { ...given, ...object, bytes: size, sha256 })
    return { file: found.file, draft }
  })
  const { name, size, sha256, objectId } = file
  const mediaType = name.endsWith('.json') ? 'application/json' : 'text/csv'
  return { name, size, sha256, mediaType, draft, body: deps.store.read(ctx.tenant.id, objectId) }
}
