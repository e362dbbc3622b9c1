import { requireStaffPermission, type StaffContext } from '@cmr/auth'
import { type Db, homesOf, newId, type Tx, withTenant } from '@cmr/db'
import { auditHeads, jobs, purges, tenantKeys, tenants } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { audit, type AuditContext } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { storedObjects } from '../retention/object-ids.ts'
import { findSettings, requireNoHold } from '../retention/retention-store.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { announceKeys } from '../tenants/create-database-keys.ts'
import { getSystemContext } from '../tenants/get-system-context.ts'
import { writeCertificate } from './certificate.ts'
import { hasRemovalBegun, lastDone, lockTenant, requireState, type TenantRow } from './tenant-state.ts'

export const FinishLeavingInput = z.strictObject({
  tenantId: z.uuid(),
  /** The office's part of every address, typed by whoever confirms. */
  confirm: z.string(),
})
export type FinishLeavingInput = z.input<typeof FinishLeavingInput>

const STATEMENT_TIMEOUT = '30min'

/**
 * Removes everything of an office that has asked to leave and has exported what it owns: its keys, so that no copy of
 * the past can be read; its stored files; and every row but a skeleton of its log. Returns the signed certificate. Its
 * beginning is in the office's log; from then on it can only be finished: called again, it goes on, and afterwards gives
 * the same certificate. Throws PRECONDITION `not-leaving`, `legal-hold`, `export-missing` or `job-under-way`, and
 * VALIDATION when `confirm` is wrong.
 */
export async function finishLeaving(
  staff: StaffContext,
  deps: ServiceDeps,
  input: FinishLeavingInput,
): Promise<{ certificate: string }> {
  requireStaffPermission(staff, 'office:remove')
  const { tenantId, confirm } = parseInput(FinishLeavingInput, input)
  const { userId: operatorId, requestId } = staff
  const ctx = await getSystemContext(deps, { tenantId, requestId })
  const { sessionId, address } = staff
  const presence = { ...(sessionId !== undefined && { sessionId }), ...(address !== undefined && { address }) }
  const actor = { kind: 'user', userId: operatorId, roles: [], ...presence } as const
  const by: AuditContext = { actor, tenant: ctx.tenant, requestId }
  const asked = await beginRemoval(ctx, deps, { confirm, by })
  await deps.keys.destroy(tenantId)
  await withTenant(deps.db, tenantId, (tx) => announceKeys(tx, tenantId))
  await removeObjects(ctx, deps)
  if (asked === undefined) return { certificate: await keptCertificate(ctx, deps) }
  const [own, ...others] = homesOf(deps.ingestDb, tenantId) as readonly [Db, ...Db[]]
  for (const db of others) await removeRows(db, by)
  const certificate = await removeRows(own, by, (tx, tenant, rows) =>
    certify(tx, ctx, deps, { tenant, rows, asked, operatorId }),
  )
  // A worker that was writing when the keys went.
  await removeObjects(ctx, deps)
  return { certificate }
}

/**
 * Checks that the office may be removed and records that it is being: from here on nobody takes the request back or
 * places a hold. Called again, it lets whoever calls go on. Gives when it was asked for; undefined when the rows are
 * removed already.
 */
async function beginRemoval(
  ctx: Context,
  deps: ServiceDeps,
  { confirm, by }: { readonly confirm: string; readonly by: AuditContext },
): Promise<Date | undefined> {
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const tenant = await lockTenant(tx, ctx.tenant.id)
    if (confirm !== tenant.slug) {
      throw new AppError('VALIDATION', 'Type the address of the office exactly to confirm.', {
        details: { reason: 'confirmation' },
      })
    }
    if (tenant.state === 'left') return undefined
    requireState(tenant, 'leaving')
    const asked = await lastDone(tx, ctx, 'leaving.begin')
    if (!(await hasRemovalBegun(tx, ctx))) {
      await requireReady(tx, ctx, asked)
      await audit(tx, by, { action: 'leaving.finish', objectKind: 'tenant', objectId: ctx.tenant.id })
    }
    return asked
  })
}

async function requireReady(tx: Tx, ctx: Context, asked: Date | undefined): Promise<void> {
  requireNoHold(await findSettings(tx, ctx))
  const exported = await lastDone(tx, ctx, 'office.export')
  if (asked === undefined || exported === undefined || exported < asked) {
    throw new AppError('PRECONDITION', 'The office has not exported what it owns since it asked to leave.', {
      details: { reason: 'export-missing' },
    })
  }
  const open = and(eq(jobs.tenantId, ctx.tenant.id), inArray(jobs.state, ['queued', 'running']))
  if ((await tx.$count(jobs, open)) > 0) {
    throw new AppError('PRECONDITION', 'Background work is under way in this office. Wait until it ends.', {
      details: { reason: 'job-under-way' },
    })
  }
}

async function removeObjects(ctx: Context, deps: ServiceDeps): Promise<void> {
  await deps.store.removeAll(ctx.tenant.id)
  if ((await storedObjects(deps.store, ctx)).length === 0) return
  throw new AppError('INTERNAL', 'Stored files of the office are still there. Try again.', {
    details: { reason: 'purge-mismatch' },
  })
}

/** Removes the rows in one database; one where it is done already is left alone. Returns what `finish` makes of it. */
async function removeRows(
  db: Db,
  by: AuditContext,
  finish: (tx: Tx, tenant: TenantRow, rows: Readonly<Record<string, number>>) => Promise<string> = async () => '',
): Promise<string> {
  const tenantId = by.tenant.id
  // eslint-disable-next-line cmr/service-mutation-guards -- The verb asked for the operator's permission: nobody has a role in an office that leaves.
  return withTenant(db, tenantId, async (tx) => {
    const tenant = await lockTenant(tx, tenantId)
    if (tenant.state === 'left') return ''
    await tx.execute(sql`select set_config('statement_timeout', ${STATEMENT_TIMEOUT}, true)`)
    const [answer] = await tx.execute<{ rows: Readonly<Record<string, number>> }>(
      sql`select app.remove_tenant() as rows`,
    )
    await tx
      .update(tenants)
      .set({ state: 'left', leftAt: sql`now()` })
      .where(eq(tenants.id, tenantId))
    await announceKeys(tx, tenantId)
    await audit(tx, by, { action: 'tenant.remove', objectKind: 'tenant', objectId: tenantId })
    return finish(tx, tenant, answer?.rows ?? {})
  })
}

interface Removal {
  readonly tenant: TenantRow
  readonly rows: Readonly<Record<string, number>>
  readonly asked: Date
  readonly operatorId: string
}

async function certify(tx: Tx, ctx: Context, deps: ServiceDeps, removal: Removal): Promise<string> {
  const { tenant, rows, asked, operatorId } = removal
  const { id, slug, name, county } = tenant
  const keys = await tx
    .select({ version: tenantKeys.version })
    .from(tenantKeys)
    .where(eq(tenantKeys.tenantId, id))
    .orderBy(asc(tenantKeys.version))
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, id))
  const proof = writeCertificate(
    {
      format: 'removal-1',
      office: { id, slug, name, county },
      askedAt: asked.toISOString(),
      removedAt: deps.clock.now().toISOString(),
      removedBy: operatorId,
      rows,
      objectsLeft: 0,
      keysDestroyed: keys.map(({ version }) => version),
      audit: { entries: head?.seq ?? 0, head: head?.hash.toString('hex') ?? '' },
    },
    deps.signer,
  )
  const row = { kind: 'offboarding' as const, counts: rows, proof, createdBy: operatorId }
  await tx.insert(purges).values({ tenantId: ctx.tenant.id, id: newId(), ...row })
  return proof
}

async function keptCertificate(ctx: Context, deps: ServiceDeps): Promise<string> {
  const [kept] = await withTenant(deps.db, ctx.tenant.id, (tx) =>
    tx
      .select({ proof: purges.proof })
      .from(purges)
      .where(and(eq(purges.tenantId, ctx.tenant.id), eq(purges.kind, 'offboarding')))
      .orderBy(desc(purges.createdAt))
      .limit(1),
  )
  if (kept !== undefined) return kept.proof
  throw new AppError('NOT_FOUND', 'There is no certificate of this office.', { details: { reason: 'no-certificate' } })
}
