import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { checkPolicy, parseOptions } from '@cmr/engine'
import { AppError, isAppError } from '@cmr/errors'
import type { Ruleset } from '@cmr/jurisdiction'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantRuleset } from '../tenant-ruleset.ts'
import { groundField } from './ground-field.ts'
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
 * version give that version. Throws VALIDATION naming the first option that cannot be used (`details.field`): a value
 * that does not parse, or a challenge without a statutory ground; and CONFLICT when someone else saved at the same moment.
 */
export async function savePolicy(ctx: Context, deps: ServiceDeps, input: SavePolicyInput): Promise<PolicyView> {
  requirePermission(ctx, 'policy:write')
  const parsed = parseInput(SavePolicyInput, input)
  const ruleset = tenantRuleset(ctx, parsed)
  const options = checkedOptions(ruleset, parsed.options)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const current = await findCurrentPolicy(tx, ctx, ruleset)
    if (current?.optionsHash === optionsHash(options)) return policyView(current)
    const version = (current?.version ?? 0) + 1
    const saved = await insertPolicyVersion(tx, ctx, ruleset, { options, version, note: parsed.note ?? null })
    await audit(tx, ctx, { action: 'policy.save', objectKind: 'policy', objectId: saved.id })
    return policyView(saved)
  })
}

/** The options, refused where they may not stand; a challenge without a ground names the option that lacks it. */
function checkedOptions(ruleset: Ruleset, raw: unknown): Record<string, unknown> {
  const options = parseOptions(ruleset, raw)
  try {
    return checkPolicy(ruleset, options)
  } catch (error) {
    if (!isAppError(error, 'VALIDATION') || error.details === undefined) throw error
    const field = groundField(ruleset, options, String(error.details['rule']))
    throw new AppError(error.code, error.message, { details: { ...error.details, field }, cause: error })
  }
}
