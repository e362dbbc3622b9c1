import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { parseOptions } from '@cmr/engine'
import type { Citation } from '@cmr/jurisdiction'
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

/** A named option set a policy can start from. */
export interface PresetView {
  readonly id: string
  readonly label: string
  /** Whose criteria these are, and where the ruleset departs from them. */
  readonly help: string | null
  /** Where the criteria were announced or published. */
  readonly source: Citation | null
  readonly options: unknown
}

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
  /** Named option sets, defaults filled in; the first is the default. */
  readonly presets: readonly PresetView[]
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
    presets: Object.entries(presets).map(([name, { label, help = null, source = null, options: chosen }]) => ({
      id: name,
      label,
      help,
      source,
      options: parseOptions(ruleset, chosen),
    })),
    current: policy === undefined ? null : policyView(policy),
    values: policy?.options ?? defaultOptions(ruleset),
  }
}
