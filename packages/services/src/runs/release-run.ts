import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { runs } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { recordDenied } from '../audit/record-denied.ts'
import { actorUserId, type Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { getPublishedRun } from './run-store.ts'
import { type RunView, runView } from './run-view.ts'

export const ReleaseRunInput = z.strictObject({ runId: z.uuid() })
export type ReleaseRunInput = z.input<typeof ReleaseRunInput>

/**
 * Releases a run: its outputs are drafts no longer, and it can be changed no more. Two people: throws FORBIDDEN
 * (`two-people`) for whoever prepared it, which the database holds too. NOT_FOUND until it is published; releasing twice
 * is a CONFLICT.
 */
export async function releaseRun(ctx: Context, deps: ServiceDeps, input: ReleaseRunInput): Promise<RunView> {
  requirePermission(ctx, 'run:release')
  const { runId } = parseInput(ReleaseRunInput, input)
  const entry = { action: 'run.release', objectKind: 'run', objectId: runId }
  const isOwn = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const run = await getPublishedRun(tx, ctx, runId)
    return run.createdBy === null || run.createdBy === actorUserId(ctx)
  })
  if (isOwn) {
    await recordDenied(ctx, deps, entry)
    throw new AppError('FORBIDDEN', 'Whoever prepared a run does not release it. Ask a colleague to look at it.', {
      details: { reason: 'two-people' },
    })
  }
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const run = await getPublishedRun(tx, ctx, runId)
    if (run.releasedAt !== null) {
      throw new AppError('CONFLICT', 'This run was released before.', { details: { reason: 'run-released' } })
    }
    const [released] = await tx
      .update(runs)
      .set({ releasedBy: actorUserId(ctx) })
      .where(and(eq(runs.tenantId, ctx.tenant.id), eq(runs.id, runId)))
      .returning()
    await audit(tx, ctx, entry)
    return runView(released ?? run)
  })
}
