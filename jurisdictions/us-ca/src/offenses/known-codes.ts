import { letteredSections } from './lettered-sections.ts'
import type { OffenseCode } from './offense-code.ts'
import { SECTIONS_SEEN } from './sections-seen.ts'

const known: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(SECTIONS_SEEN).map(([code, sections]) => [
    code,
    new Set([...sections.split(' '), ...(code === 'PC' ? letteredSections() : [])]),
  ]),
)

/**
 * Whether the package knows the section a text names, subdivisions aside. Never without code letters. Codes no rule
 * reads (Government, Education, …) are not listed by section: their letters are enough.
 */
export function isKnownSection({ section, code }: OffenseCode): boolean {
  if (code === undefined) return false
  const sections = known.get(code)
  return sections === undefined || sections.has(section)
}
