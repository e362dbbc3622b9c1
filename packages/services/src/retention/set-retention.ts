import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { saveSettings } from './retention-store.ts'

export const SetRetentionInput = z.strictObject({
  /** Whole days after the day a batch was confirmed (or begun, when it never was); null keeps everything. */
  days: z.int().min(1).max(36_500).nullable(),
})
export type SetRetentionInput = z.input<typeof SetRetentionInput>

/** Sets how long the office keeps what it brought in. Nothing is removed by this alone. */
export async function setRetention(
  ctx: Context,
  deps: Pick<ServiceDeps, 'db'>,
  input: SetRetentionInput,
): Promise<void> {
  requirePermission(ctx, 'retention:manage')
  const { days } = parseInput(SetRetentionInput, input)
  await withTenant(deps.db, ctx.tenant.id, async (tx) => {
    await saveSettings(tx, ctx, { retentionDays: days })
    const purpose = days === null ? 'keep everything' : `${days} days`
    await audit(tx, ctx, { action: 'retention.set', objectKind: 'tenant', objectId: ctx.tenant.id, purpose })
  })
}
