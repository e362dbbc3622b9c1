import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { batchFiles, files, runFiles } from '@cmr/db/schema'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { auditCsv } from '../audit/export-audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { handover, recordRelease } from '../releases/record-release.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { EXPORTED_TABLES, tableLines } from './office-tables.ts'
import { type ArchiveEntry, zipStream } from './zip-stream.ts'

export const ExportOfficeInput = z.strictObject(handover)
export type ExportOfficeInput = z.input<typeof ExportOfficeInput>

/** Everything of an office on its way out. */
export interface OpenedOfficeExport {
  readonly name: string
  readonly mediaType: 'application/zip'
  readonly body: AsyncIterable<Buffer>
}

/**
 * Everything an office owns as one ZIP archive: the files it sent and the results it got, as they were; its tables as
 * JSON lines; its log; and an index with what each is and its SHA-256. To whom and what for is in the dissemination log
 * before the first byte leaves. Rows that are written while it is made may or may not be in it.
 */
export async function exportOffice(
  ctx: Context,
  deps: ServiceDeps,
  input: ExportOfficeInput,
): Promise<OpenedOfficeExport> {
  requirePermission(ctx, 'retention:manage')
  const given = parseInput(ExportOfficeInput, input)
  const entries = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const stored = [...(await sentFiles(tx, ctx, deps)), ...(await resultFiles(tx, ctx, deps))]
    const what = { action: 'office.export', objectKind: 'tenant', objectId: ctx.tenant.id }
    await recordRelease(tx, ctx, { ...given, ...what })
    return stored
  })
  const tables = Object.entries(EXPORTED_TABLES).map(([name, table]): ArchiveEntry => {
    return { path: `tables/${name}.jsonl`, about: { kind: 'table' }, open: () => tableLines(ctx, deps, table) }
  })
  const log: ArchiveEntry = {
    path: 'audit.csv',
    about: { kind: 'audit log' },
    open: () => auditCsv(ctx, deps, { filters: {}, last: Number.MAX_SAFE_INTEGER }),
  }
  const now = deps.clock.now()
  const { id, slug, name, jurisdiction, county } = ctx.tenant
  const about = { office: { id, slug, name, jurisdiction, county }, exportedAt: now.toISOString() }
  return {
    name: `everything-${now.toISOString().slice(0, 10)}.zip`,
    mediaType: 'application/zip',
    body: zipStream([...entries, ...tables, log], about, now),
  }
}

async function sentFiles(tx: Tx, ctx: Context, deps: ServiceDeps): Promise<ArchiveEntry[]> {
  const rows = await tx
    .select({ file: files, batchId: batchFiles.batchId })
    .from(files)
    .innerJoin(batchFiles, and(eq(batchFiles.tenantId, files.tenantId), eq(batchFiles.fileId, files.id)))
    .where(and(eq(files.tenantId, ctx.tenant.id), eq(files.state, 'stored')))
    .orderBy(asc(files.id))
  return rows.map(({ file: { id, name, sha256, objectId }, batchId }) => ({
    path: `files/${id}`,
    about: { kind: 'sent file', name, batchId, sentSha256: sha256 },
    open: () => deps.store.read(ctx.tenant.id, objectId),
  }))
}

async function resultFiles(tx: Tx, ctx: Context, deps: ServiceDeps): Promise<ArchiveEntry[]> {
  const rows = await tx.select().from(runFiles).where(eq(runFiles.tenantId, ctx.tenant.id)).orderBy(asc(runFiles.id))
  return rows.map(({ id, runId, name, objectId }) => ({
    path: `results/${runId}/${id}`,
    about: { kind: 'result file', name, runId },
    open: () => deps.store.read(ctx.tenant.id, objectId),
  }))
}
