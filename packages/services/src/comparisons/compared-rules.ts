import { findComparison, findFormat, findRuleset } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import type { Jurisdiction, Ruleset } from '@cmr/jurisdiction'
import { z } from 'zod'

/** The earlier rules a run is compared with. Plain JSON. */
export interface ComparedRules {
  readonly ruleset: string
  readonly profile: string | null
  /** Name of the options among the ruleset's presets. */
  readonly preset: string
}

/** Earlier rules to compare with; the ruleset's first preset when none is named. */
export const CompareInput = z.strictObject({
  ruleset: z.string().max(100),
  profile: z.string().max(100).optional(),
  preset: z.string().max(100).optional(),
})
export type CompareInput = z.input<typeof CompareInput>

/** Earlier rulesets whose answers a ruleset's can be compared with: those that read the same files. */
export function comparableRulesets(jurisdiction: Jurisdiction, ruleset: Ruleset): Ruleset[] {
  const format = findFormat(jurisdiction, ruleset)
  const earlier = jurisdiction.comparisons.flatMap(({ before, after }) =>
    after.ruleset === ruleset.id ? [before.ruleset] : [],
  )
  // Safe: option types are erased by the manifest; only ids, titles and presets are read.
  const rulesets = jurisdiction.rulesets as readonly Ruleset[]
  return rulesets.filter((one) => earlier.includes(one.id) && findFormat(jurisdiction, one) === format)
}

/** What a run of a ruleset is compared with. Throws NOT_FOUND for rules or options there are not. */
export function chooseComparedRules(
  jurisdiction: Jurisdiction,
  ruleset: Ruleset,
  { ruleset: id, profile, preset }: CompareInput,
): ComparedRules {
  const named = findRuleset(jurisdiction, id, profile)
  findComparison(jurisdiction, named.id, ruleset.id)
  const presets = Object.keys(named.presets)
  const chosen = preset ?? presets[0]
  if (chosen === undefined || !presets.includes(chosen)) throw unknownPreset(named)
  return { ruleset: named.id, profile: named.profile ?? null, preset: chosen }
}

function unknownPreset({ title, presets }: Ruleset): AppError {
  const known = Object.keys(presets).join(', ')
  return new AppError('NOT_FOUND', `${title} has no preset of that name. It has: ${known}.`, {
    details: { reason: 'unknown-preset' },
  })
}
