import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { auditEvents } from '@cmr/db/schema'
import { quoteCell } from '@cmr/intake'
import { and, asc, gt, lte, max } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { safeForSpreadsheets } from '../run-files/spreadsheet-safe.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { audit } from './audit.ts'
import {
  auditEventColumns,
  type AuditFilters,
  auditFilters,
  type AuditEventView,
  auditWhere,
} from './audit-event-view.ts'

const PAGE = 2_000

export const ExportAuditInput = z.strictObject(auditFilters)
export type ExportAuditInput = z.input<typeof ExportAuditInput>

/** The office's log on its way out. */
export interface OpenedAuditExport {
  readonly name: string
  /** CSV in UTF-8, oldest first; no cell of it is a formula. */
  readonly body: AsyncIterable<Buffer>
}

const COLUMNS = [
  ['number', ({ seq }) => seq],
  ['at', ({ at }) => at.toISOString()],
  ['who', ({ actorKind }) => actorKind],
  ['user', ({ actorUserId }) => actorUserId],
  ['action', ({ action }) => action],
  ['object kind', ({ objectKind }) => objectKind],
  ['object', ({ objectId }) => objectId],
  ['outcome', ({ outcome }) => outcome],
  ['request', ({ requestId }) => requestId],
  ['session', ({ sessionId }) => sessionId],
  ['address', ({ address }) => address],
  ['support grant', ({ supportGrantId }) => supportGrantId],
  ['purpose', ({ purpose }) => purpose],
  ['bytes', ({ bytes }) => bytes],
] as const satisfies readonly (readonly [string, (event: AuditEventView) => string | number | null])[]

/** Opens the office's log as a CSV file; that it was taken out is recorded before the first byte leaves. */
export async function exportAudit(
  ctx: Context,
  deps: ServiceDeps,
  input: ExportAuditInput,
): Promise<OpenedAuditExport> {
  requirePermission(ctx, 'audit:export')
  const filters = parseInput(ExportAuditInput, input)
  const last = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const [end] = await tx
      .select({ seq: max(auditEvents.seq) })
      .from(auditEvents)
      .where(auditWhere(ctx, {}))
    await audit(tx, ctx, { action: 'audit.export', objectKind: 'audit-log', objectId: null })
    return end?.seq ?? 0
  })
  const day = deps.clock.now().toISOString().slice(0, 10)
  return { name: `activity-${day}.csv`, body: safeForSpreadsheets(auditCsv(ctx, deps, { filters, last })) }
}

/** The log up to number `last` as CSV, byte by byte as it is; read in pages. */
export async function* auditCsv(
  ctx: Context,
  deps: Pick<ServiceDeps, 'db'>,
  { filters, last }: { filters: AuditFilters; last: number },
): AsyncGenerator<Buffer> {
  yield Buffer.from(csvLine(COLUMNS.map(([title]) => title)))
  for (let after = 0; ;) {
    const events = await readPage(ctx, deps, filters, after, last)
    yield Buffer.from(events.map((event) => csvLine(COLUMNS.map(([, cell]) => cell(event)))).join(''))
    const end = events.at(-1)
    if (end === undefined || events.length < PAGE) return
    after = end.seq
  }
}

function readPage(
  ctx: Context,
  { db }: Pick<ServiceDeps, 'db'>,
  filters: AuditFilters,
  after: number,
  last: number,
): Promise<AuditEventView[]> {
  return withTenant(db, ctx.tenant.id, (tx) =>
    tx
      .select(auditEventColumns)
      .from(auditEvents)
      .where(and(auditWhere(ctx, filters), gt(auditEvents.seq, after), lte(auditEvents.seq, last)))
      .orderBy(asc(auditEvents.seq))
      .limit(PAGE),
  )
}

function csvLine(cells: readonly (string | number | null)[]): string {
  return cells.map((cell) => (cell === null ? '' : quoteCell(String(cell)))).join(',') + '\n'
}
