import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantRuleset } from '../tenant-ruleset.ts'
import { GetPolicyFormInput } from './get-policy-form.ts'
import { findCurrentPolicy } from './policy-store.ts'
import { type PolicyView, policyView } from './policy-view.ts'

/** The newest version of the office's policy for one ruleset; null when it never chose one. */
export async function getCurrentPolicy(
  ctx: Context,
  deps: ServiceDeps,
  input: GetPolicyFormInput,
): Promise<PolicyView | null> {
  requirePermission(ctx, 'policy:read')
  const ruleset = tenantRuleset(ctx, parseInput(GetPolicyFormInput, input))
  const policy = await withTenant(deps.db, ctx.tenant.id, (tx) => findCurrentPolicy(tx, ctx, ruleset))
  return policy === undefined ? null : policyView(policy)
}
