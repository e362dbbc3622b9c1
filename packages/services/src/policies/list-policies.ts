import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantRuleset } from '../tenant-ruleset.ts'
import { GetPolicyFormInput } from './get-policy-form.ts'
import { listPolicyVersions } from './policy-store.ts'
import { type PolicyView, policyView } from './policy-view.ts'

/** Every version of the office's policy for one ruleset, newest first. */
export async function listPolicies(ctx: Context, deps: ServiceDeps, input: GetPolicyFormInput): Promise<PolicyView[]> {
  requirePermission(ctx, 'policy:read')
  const ruleset = tenantRuleset(ctx, parseInput(GetPolicyFormInput, input))
  const rows = await withTenant(deps.db, ctx.tenant.id, (tx) => listPolicyVersions(tx, ctx, ruleset))
  return rows.map(policyView)
}
