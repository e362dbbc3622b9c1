import { withTenant } from '@cmr/db'
import { tenants } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const GetSystemContextInput = z.strictObject({ tenantId: z.uuid(), requestId: z.string().min(1).max(200) })
export type GetSystemContextInput = z.input<typeof GetSystemContextInput>

/**
 * The context a job acts in. The office named by an event is only a claim: each step reads its own job under that
 * office's wall, so an event with a foreign office finds no job. Throws NOT_FOUND for an office that does not exist.
 */
export async function getSystemContext(deps: Pick<ServiceDeps, 'db'>, input: GetSystemContextInput): Promise<Context> {
  const { tenantId, requestId } = parseInput(GetSystemContextInput, input)
  const [tenant] = await withTenant(deps.db, tenantId, (tx) =>
    tx.select().from(tenants).where(eq(tenants.id, tenantId)),
  )
  if (tenant === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such office.', { details: { reason: 'unknown-tenant' } })
  }
  const { id, slug, name, jurisdiction, county } = tenant
  return { actor: { kind: 'system' }, tenant: { id, slug, name, jurisdiction, county }, requestId }
}
