import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { type ReleaseKind, releases } from '@cmr/db/schema'
import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'

export const ListReleasesInput = z.strictObject({
  /** 1-based. */
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListReleasesInput = z.input<typeof ListReleasesInput>

/** A line of the dissemination log. */
export interface ReleaseView {
  readonly id: string
  readonly kind: ReleaseKind
  readonly objectKind: string
  readonly objectId: string
  readonly recipient: string
  readonly purpose: string
  readonly releasedBy: string
  readonly bytes: number | null
  readonly sha256: string | null
  readonly at: Date
}

/** Every release of the office's records, latest first, with the number over all pages. */
export async function listReleases(
  ctx: Context,
  deps: ServiceDeps,
  input: ListReleasesInput,
): Promise<{ releases: ReleaseView[]; total: number }> {
  requirePermission(ctx, 'audit:read')
  const { page, pageSize } = parseInput(ListReleasesInput, input)
  const { id, kind, objectKind, objectId, recipient, purpose, releasedBy, bytes, sha256, createdAt: at } = releases
  const own = eq(releases.tenantId, ctx.tenant.id)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => ({
    releases: await tx
      .select({ id, kind, objectKind, objectId, recipient, purpose, releasedBy, bytes, sha256, at })
      .from(releases)
      .where(own)
      .orderBy(desc(at), desc(id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    total: await tx.$count(releases, own),
  }))
}
