import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { batchFiles, files, setAsideRows } from '@cmr/db/schema'
import { SET_ASIDE } from '@cmr/intake'
import { and, asc, count, desc, eq, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getBatchRow, listBatchFiles } from './batch-store.ts'
import { type BatchView, batchView } from './batch-view.ts'

export const ListSetAsideInput = z.strictObject({
  batchId: z.uuid(),
  /** Only rows with this reason; any when absent. */
  reason: z.string().max(100).optional(),
  /** 1-based. */
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(5000).default(100),
})
export type ListSetAsideInput = z.input<typeof ListSetAsideInput>

/** A row that could not be used: where it stands, never what it says. */
export interface SetAsideView {
  readonly file: string
  /** 1-based physical lines of the file, both inclusive. */
  readonly line: number
  readonly lastLine: number
  readonly reason: string
  /** The reason as a sentence. */
  readonly label: string
}

/** Rows of a batch that were set aside, one page of them. */
export interface SetAsidePage {
  readonly batch: BatchView
  /** By file and line. */
  readonly rows: readonly SetAsideView[]
  /** Rows over all pages, with the reason asked for. */
  readonly total: number
  /** Whatever reason was asked for; most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly label: string; readonly count: number }[]
}

/** Looking is recorded. Throws NOT_FOUND for another office's batch too. */
export async function listSetAside(ctx: Context, deps: ServiceDeps, input: ListSetAsideInput): Promise<SetAsidePage> {
  requirePermission(ctx, 'batch:read')
  const { batchId, reason, page, pageSize } = parseInput(ListSetAsideInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const batch = await getBatchRow(tx, ctx, batchId)
    const sources = await listBatchFiles(tx, ctx, [batchId])
    const reasons = await countReasons(tx, ctx, batchId)
    const rows = await tx
      .select({
        file: files.name,
        line: setAsideRows.line,
        lastLine: setAsideRows.lastLine,
        reason: setAsideRows.reason,
      })
      .from(setAsideRows)
      .innerJoin(batchFiles, ofFile)
      .innerJoin(files, and(eq(files.tenantId, batchFiles.tenantId), eq(files.id, batchFiles.fileId)))
      .where(and(ofBatch(ctx, batchId), reason === undefined ? undefined : eq(setAsideRows.reason, reason)))
      .orderBy(asc(batchFiles.position), asc(setAsideRows.line))
      .limit(pageSize)
      .offset((page - 1) * pageSize)
    await audit(tx, ctx, { action: 'set-aside.list', objectKind: 'batch', objectId: batchId })
    const counted = reasons.filter((one) => reason === undefined || one.reason === reason)
    return {
      batch: batchView(batch, sources),
      rows: rows.map((row) => ({ ...row, label: labelOf(row.reason) })),
      total: counted.reduce((sum, one) => sum + one.count, 0),
      reasons: reasons.map((one) => ({ ...one, label: labelOf(one.reason) })),
    }
  })
}

const ofFile = and(eq(batchFiles.tenantId, setAsideRows.tenantId), eq(batchFiles.id, setAsideRows.batchFileId))

function ofBatch(ctx: Context, batchId: string): SQL | undefined {
  return and(eq(setAsideRows.tenantId, ctx.tenant.id), eq(batchFiles.batchId, batchId))
}

async function countReasons(tx: Tx, ctx: Context, batchId: string): Promise<{ reason: string; count: number }[]> {
  return tx
    .select({ reason: setAsideRows.reason, count: count() })
    .from(setAsideRows)
    .innerJoin(batchFiles, ofFile)
    .where(ofBatch(ctx, batchId))
    .groupBy(setAsideRows.reason)
    .orderBy(desc(count()), asc(setAsideRows.reason))
}

/** A reason of an older version keeps its name. */
function labelOf(reason: string): string {
  const known: Readonly<Record<string, string>> = SET_ASIDE
  return known[reason] ?? reason
}
