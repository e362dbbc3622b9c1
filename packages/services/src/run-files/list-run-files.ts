import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { runFiles } from '@cmr/db/schema'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { getPublishedRun } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const ListRunFilesInput = z.strictObject({ runId: z.uuid() })
export type ListRunFilesInput = z.input<typeof ListRunFilesInput>

/** A file a published run hands over. */
export interface RunFileView {
  readonly id: string
  readonly name: string
  readonly size: number
  /** Of its bytes, in lower-case hex. */
  readonly sha256: string
  /** Data rows; null for the report. */
  readonly rows: number | null
  /** The batch file it was written from; null for the report. */
  readonly batchFileId: string | null
}

/** The files of a published run, by name. Throws NOT_FOUND until it is published. */
export async function listRunFiles(ctx: Context, deps: ServiceDeps, input: ListRunFilesInput): Promise<RunFileView[]> {
  requirePermission(ctx, 'run:read')
  const { runId } = parseInput(ListRunFilesInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    await getPublishedRun(tx, ctx, runId)
    const { id, name, size, sha256, rows, batchFileId } = runFiles
    return tx
      .select({ id, name, size, sha256, rows, batchFileId })
      .from(runFiles)
      .where(and(eq(runFiles.tenantId, ctx.tenant.id), eq(runFiles.runId, runId)))
      .orderBy(asc(runFiles.name))
  })
}
