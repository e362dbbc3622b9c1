import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { parseOptions } from '@cmr/engine'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantRuleset } from '../tenant-ruleset.ts'
import { findCurrentPolicy, insertPolicyVersion, optionsHash } from './policy-store.ts'
import { type PolicyView, policyView } from './policy-view.ts'

export const SavePolicyInput = z.strictObject({
  /** The jurisdiction's default ruleset when absent. */
  ruleset: z.string().optional(),
  profile: z.string().optional(),
  options: z.unknown(),
  /** Why the office chose so. */
  note: z.string().trim().max(2000).optional(),
})
export type SavePolicyInput = z.input<typeof SavePolicyInput>

/**
 * Saves an office's choices as the next version of its policy; earlier versions stay. The same choices as the current
 * version give that version. Throws VALIDATION naming the first option that cannot be used, and CONFLICT when someone
 * else saved at the same moment.
 */
export async function savePolicy(ctx: Context, deps: ServiceDeps, input: SavePolicyInput): Promise<PolicyView> {
  requirePermission(ctx, 'policy:write')
  const parsed = parseInput(SavePolicyInput, input)
  const ruleset = tenantRuleset(ctx, parsed)
  const options = parseOptions(ruleset, parsed.options)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const current = await findCurrentPolicy(tx, ctx, ruleset)
    if (current?.optionsHash === optionsHash(options)) return policyView(current)
    const version = (current?.version ?? 0) + 1
    const saved = await insertPolicyVersion(tx, ctx, ruleset, { options, version, note: parsed.note ?? null })
    await audit(tx, ctx, { action: 'policy.save', objectKind: 'policy', objectId: saved.id })
    return policyView(saved)
  })
}
