/** Sections by which a conviction is set aside, dismissed or redesignated after judgment. */
const SECTION = /\b(1203\.4A|1203\.4[12]?|1203\.425|1203\.49|11361\.8|11361\.9|1170\.18)\b/i
const WORDS = /\b(?:SET ASIDE|EXPUNGED|VACATED|SEALED)\b/i

/** Stands between the kinds of relief noted for one count. */
export const RELIEF_END = '; '

/**
 * What a row's disposition says of relief granted after the conviction: the section it names ("1203.4"), "set aside" for
 * words without one, or undefined.
 */
export function reliefNoted(disposition: string): string | undefined {
  if (disposition === '') return undefined
  const section = SECTION.exec(disposition)?.[1]
  if (section !== undefined) return section.toLowerCase()
  return WORDS.test(disposition) ? 'set aside' : undefined
}
