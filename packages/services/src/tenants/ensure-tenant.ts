import { type Db, sharedDatabase, withTenant } from '@cmr/db'
import { tenants } from '@cmr/db/schema'
import { findCounty } from '@cmr/engine'
import { getJurisdiction } from '@cmr/registry'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit, type AuditContext } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'

/** First parts of addresses that are the product's own. */
const RESERVED_SLUGS = [
  'account',
  'assets',
  'confirm',
  'health',
  'join',
  'public',
  'reset-password',
  'session',
  'sign-in',
  'sign-out',
  'support',
]

/** What an office is opened with. */
export const officeFields = {
  /** Its part of every address: lower-case letters, digits and hyphens. */
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60)
    .refine((slug) => !RESERVED_SLUGS.includes(slug), 'is an address of the product itself'),
  name: z.string().min(1).max(200),
  jurisdiction: z.string().min(1).max(20),
  /** In any case. */
  county: z.string().min(1).max(100),
}

export const EnsureTenantInput = z.strictObject({
  /** Chosen by the caller, so that repeating finds the same office. */
  id: z.uuid(),
  ...officeFields,
  timeZone: z.string().min(1).max(60),
})
export type EnsureTenantInput = z.input<typeof EnsureTenantInput>

/**
 * Opens an office, or finds it where it was opened before, and gives the context background work acts in there. For
 * operators and seeds: no request of a user leads here. Throws NOT_FOUND for an unknown jurisdiction and VALIDATION for
 * a county it does not have.
 */
export async function ensureTenant(
  deps: Pick<ServiceDeps, 'db'>,
  input: EnsureTenantInput & { readonly requestId: string },
): Promise<Context> {
  const { requestId, ...given } = input
  const parsed = parseInput(EnsureTenantInput, given)
  const county = findCounty(getJurisdiction(parsed.jurisdiction), parsed.county)
  const { id, slug, name, jurisdiction } = parsed
  const ctx: Context = { actor: { kind: 'system' }, tenant: { id, slug, name, jurisdiction, county }, requestId }
  await insertTenant(deps.db, { ...parsed, county }, ctx)
  return ctx
}

/** Writes an office's row, unless it is there, with its line in the office's log. */
export async function insertTenant(
  db: Db,
  tenant: typeof tenants.$inferInsert & { id: string },
  by: AuditContext,
): Promise<void> {
  const { id } = tenant
  // eslint-disable-next-line cmr/service-mutation-guards -- An operator's act: nobody has a role in an office that is not open yet.
  await withTenant(db, id, async (tx) => {
    const [known] = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, id))
    if (known !== undefined) return
    await tx.insert(tenants).values(tenant)
    await audit(tx, by, { action: 'tenant.create', objectKind: 'tenant', objectId: id })
  })
  await listForSignIn(db, tenant)
}

/** Identity is in the shared database and needs to know offices that have one of their own. */
async function listForSignIn(db: Db, tenant: typeof tenants.$inferInsert & { id: string }): Promise<void> {
  const shared = sharedDatabase(db)
  if (shared === db) return
  // eslint-disable-next-line cmr/service-mutation-guards -- The act is recorded where the office's rows are.
  await withTenant(shared, tenant.id, (tx) =>
    tx.insert(tenants).values(tenant).onConflictDoNothing({ target: tenants.id }),
  )
}
