import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { batchFiles, charges, files, runDifferences, subjects } from '@cmr/db/schema'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { withholdName } from '../people/withheld.ts'
import { getPublishedRun } from '../runs/run-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { comparisonOf } from './get-comparison.ts'
import { chargeOfDifference } from './write-differences.ts'

export const ListDifferencesInput = z.strictObject({
  runId: z.uuid(),
  /** Only differences with this cause; any when absent. */
  cause: z.string().max(100).optional(),
  /** 1-based. */
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(1000).default(50),
})
export type ListDifferencesInput = z.input<typeof ListDifferencesInput>

/** A conviction with another answer than by the earlier rules. */
export interface DifferenceView {
  readonly subjectId: string
  readonly name: string
  /** Empty where the row is no charge of today's record. */
  readonly literal: string
  readonly disposedOn: string | null
  readonly file: string
  /** 1-based physical line. */
  readonly line: number
  readonly from: string
  readonly to: string
  /** Id of the cause, as the run's comparison names it. */
  readonly cause: string
}

export interface DifferencesPage {
  /** By file and line. */
  readonly rows: readonly DifferenceView[]
  /** Rows over all pages, with the cause asked for. */
  readonly total: number
}

/** Throws NOT_FOUND until the run is published, and for a run without a comparison. */
export async function listDifferences(
  ctx: Context,
  deps: ServiceDeps,
  input: ListDifferencesInput,
): Promise<DifferencesPage> {
  requirePermission(ctx, 'result:read')
  const query = parseInput(ListDifferencesInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const run = await getPublishedRun(tx, ctx, query.runId)
    const { causes } = comparisonOf(run)
    const counted = causes.filter(({ id }) => query.cause === undefined || query.cause === id)
    const total = counted.reduce((sum, { convictions }) => sum + convictions, 0)
    const rows = total === 0 ? [] : await listPage(tx, ctx, query)
    await audit(tx, ctx, { action: 'difference.list', objectKind: 'run', objectId: run.id })
    return { rows, total }
  })
}

async function listPage(
  tx: Tx,
  ctx: Context,
  { runId, cause, page, pageSize }: z.output<typeof ListDifferencesInput>,
): Promise<DifferenceView[]> {
  const own = runDifferences
  const found = await tx
    .select({
      subjectId: own.subjectId,
      name: subjects.name,
      literal: charges.literal,
      disposedOn: charges.disposedOn,
      file: files.name,
      line: own.line,
      from: own.before,
      to: own.after,
      cause: own.cause,
    })
    .from(own)
    .innerJoin(subjects, and(eq(subjects.tenantId, own.tenantId), eq(subjects.id, own.subjectId)))
    .innerJoin(batchFiles, and(eq(batchFiles.tenantId, own.tenantId), eq(batchFiles.id, own.batchFileId)))
    .innerJoin(files, and(eq(files.tenantId, batchFiles.tenantId), eq(files.id, batchFiles.fileId)))
    .leftJoin(charges, chargeOfDifference)
    .where(
      and(
        eq(own.tenantId, ctx.tenant.id),
        eq(own.runId, runId),
        cause === undefined ? undefined : eq(own.cause, cause),
      ),
    )
    .orderBy(asc(batchFiles.position), asc(own.row))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  return found.map((row) => withholdName(ctx, { ...row, literal: row.literal ?? '' }))
}
