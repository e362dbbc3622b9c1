import { AppError } from '@cmr/errors'
import type { Ruleset } from '@cmr/jurisdiction'

/** The first thing wrong with a set of options, as a sentence that names the field. */
function complaint(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const [issue] = issues
  const path = issue?.path.map(String).join('.') ?? ''
  return `The options are not valid${path === '' ? '' : `: ${path}`}: ${issue?.message ?? 'unreadable'}.`
}

/**
 * An office's options as the ruleset reads them: defaults filled in, unknown keys left out.
 * Throws VALIDATION naming the first field that is wrong (`details.field`).
 */
export function parseOptions(ruleset: Ruleset, raw: unknown): Record<string, unknown> {
  const parsed = ruleset.options.safeParse(raw)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.map(String).join('.') ?? ''
    throw new AppError('VALIDATION', complaint(parsed.error.issues), { details: { reason: 'wrong-options', field } })
  }
  return parsed.data
}

/** JSON text in which equal values are equal text: keys sorted at every level. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return '[' + value.map(canonicalJson).join(',') + ']'
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return '{' + entries.map(([key, member]) => JSON.stringify(key) + ':' + canonicalJson(member)).join(',') + '}'
  }
  return JSON.stringify(value) ?? 'null'
}
