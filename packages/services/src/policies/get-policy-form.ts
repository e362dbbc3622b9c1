import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantRuleset } from '../tenant-ruleset.ts'
import { type JsonSchema, type OptionField, optionFields, optionsSchema } from './option-fields.ts'
import { defaultOptions, findCurrentPolicy } from './policy-store.ts'
import { type PolicyView, policyView } from './policy-view.ts'

export const GetPolicyFormInput = z.strictObject({
  /** The jurisdiction's default ruleset when absent. */
  ruleset: z.string().optional(),
  profile: z.string().optional(),
})
export type GetPolicyFormInput = z.input<typeof GetPolicyFormInput>

/** Everything a page needs to draw a ruleset's options. Plain JSON but for the dates of `current`. */
export interface PolicyForm {
  readonly ruleset: {
    readonly id: string
    readonly profile: string | null
    readonly title: string
    readonly purpose: 'relief' | 'reference'
  }
  readonly schema: JsonSchema
  readonly fields: readonly OptionField[]
  /** Named option sets; the first is the default. */
  readonly presets: readonly { readonly id: string; readonly label: string; readonly options: unknown }[]
  /** The office's newest version; null when it never chose. */
  readonly current: PolicyView | null
  /** What the form shows first: the current options, else the default preset. */
  readonly values: unknown
}

export async function getPolicyForm(ctx: Context, deps: ServiceDeps, input: GetPolicyFormInput): Promise<PolicyForm> {
  requirePermission(ctx, 'policy:read')
  const ruleset = tenantRuleset(ctx, parseInput(GetPolicyFormInput, input))
  const policy = await withTenant(deps.db, ctx.tenant.id, (tx) => findCurrentPolicy(tx, ctx, ruleset))
  const { id, profile = null, title, purpose, options, presets } = ruleset
  return {
    ruleset: { id, profile, title, purpose },
    schema: optionsSchema(options),
    fields: optionFields(options),
    presets: Object.entries(presets).map(([name, preset]) => ({
      id: name,
      label: preset.label,
      options: preset.options,
    })),
    current: policy === undefined ? null : policyView(policy),
    values: policy?.options ?? defaultOptions(ruleset),
  }
}
