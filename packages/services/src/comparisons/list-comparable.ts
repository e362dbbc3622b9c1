import { requirePermission } from '@cmr/auth'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { tenantJurisdiction, tenantRuleset } from '../tenant-ruleset.ts'
import { comparableRulesets } from './compared-rules.ts'

export const ListComparableInput = z.strictObject({
  /** The ruleset to be run; the jurisdiction's default when absent. */
  ruleset: z.string().optional(),
  profile: z.string().optional(),
})
export type ListComparableInput = z.input<typeof ListComparableInput>

/** Earlier rules a run can be compared with. */
export interface ComparableView {
  readonly ruleset: string
  readonly profile: string | null
  readonly title: string
  /** Named options; the first is taken when none is named. */
  readonly presets: readonly { readonly id: string; readonly label: string }[]
}

/** None for rules that replace no others. */
export function listComparable(ctx: Context, _deps: ServiceDeps, input: ListComparableInput): ComparableView[] {
  requirePermission(ctx, 'policy:read')
  const ruleset = tenantRuleset(ctx, parseInput(ListComparableInput, input))
  return comparableRulesets(tenantJurisdiction(ctx), ruleset).map(({ id, profile = null, title, presets }) => ({
    ...{ ruleset: id, profile, title },
    presets: Object.entries(presets).map(([name, { label }]) => ({ id: name, label })),
  }))
}
