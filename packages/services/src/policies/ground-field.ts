import type { Ruleset } from '@cmr/jurisdiction'
import { fieldName, type OptionField, optionFields } from './option-fields.ts'

/**
 * The option in which a challenge would name its ground: the first that has a choice with which it names one.
 * Undefined when there is no such option or no such challenge. `options` are parsed.
 */
export function groundField(ruleset: Ruleset, options: Record<string, unknown>, challenge: string): string | undefined {
  const rule = ruleset.policy.find(({ id }) => id === challenge)
  if (rule?.effect !== 'challenge') return undefined
  const field = optionFields(ruleset.options).find((candidate) =>
    choicesOf(candidate).some((choice) => {
      const ground = rule.ground(withValue(options, candidate.path, choice))
      return ground !== undefined && Object.hasOwn(ruleset.grounds, ground)
    }),
  )
  return field && fieldName(field.path)
}

function choicesOf({ ui, schema }: OptionField): readonly unknown[] {
  return ui.control === 'select' && Array.isArray(schema.enum) ? schema.enum : []
}

function withValue(options: Record<string, unknown>, path: readonly string[], value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path
  // Safe: a path leads through objects down to its value.
  const inner = rest.length === 0 ? value : withValue(options[key] as Record<string, unknown>, rest, value)
  return { ...options, [key]: inner }
}
