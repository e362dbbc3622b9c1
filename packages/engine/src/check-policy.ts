import { AppError } from '@cmr/errors'
import type { PolicyRule, Ruleset } from '@cmr/jurisdiction'
import { parseOptions } from './options.ts'

// Safe: option types are erased in a ruleset; options were parsed by its own schema before its rules see them.
type AnyPolicyRule = PolicyRule<any>
/** A policy rule the office's options leave on. */
export interface ChosenRule {
  readonly rule: AnyPolicyRule
  /** Statutory ground of a challenge. */
  readonly ground?: string
}

function withoutGround(ruleset: Ruleset, rule: AnyPolicyRule): AppError {
  const labels = Object.values(ruleset.grounds).map(({ label }) => label)
  const choices = labels.length === 0 ? 'This ruleset has none, so it cannot be on.' : `Name one: ${labels.join('; ')}.`
  return new AppError(
    'VALIDATION',
    `“${rule.summary}” may end below what the statute gives, so it needs a statutory ground. ${choices}`,
    { details: { reason: 'challenge-without-ground', rule: rule.id } },
  )
}

/**
 * The policy rules these parsed options leave on, in order. Throws VALIDATION (`challenge-without-ground`) when they
 * ask for a challenge and name no ground of the ruleset.
 */
export function chooseRules(ruleset: Ruleset, options: Record<string, unknown>): readonly ChosenRule[] {
  return ruleset.policy.flatMap((rule: AnyPolicyRule): ChosenRule[] => {
    if (rule.effect !== 'challenge') return [{ rule }]
    if (!rule.isOn(options)) return []
    const ground = rule.ground(options)
    if (ground === undefined || !Object.hasOwn(ruleset.grounds, ground)) throw withoutGround(ruleset, rule)
    return [{ rule, ground }]
  })
}

/**
 * An office's options as the ruleset reads them, refused where they may not stand. Throws VALIDATION: `wrong-options`
 * naming the field, or `challenge-without-ground` for a rule that may end below the floor without a statutory ground.
 */
export function checkPolicy(ruleset: Ruleset, raw: unknown): Record<string, unknown> {
  const options = parseOptions(ruleset, raw)
  chooseRules(ruleset, options)
  return options
}
