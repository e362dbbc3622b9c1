import { detach } from '@cmr/intake'

/** Sections by which a conviction is set aside, dismissed or redesignated after judgment. */
const SECTION = /\b(1203\.4A|1203\.4[12]?|1203\.425|1203\.49|11361\.8|11361\.9|1170\.18)\b/i
const WORDS = /\b(?:SET ASIDE|EXPUNGED|VACATED|SEALED)\b/i

/** Stands between the kinds of relief noted for one count. */
export const RELIEF_END = '; '

function read(disposition: string): string | undefined {
  const section = SECTION.exec(disposition)?.[1]
  if (section !== undefined) return section.toLowerCase()
  return WORDS.test(disposition) ? 'set aside' : undefined
}

/** A file has few dispositions and repeats them on every row. */
const known = new Map<string, string | undefined>()
const KNOWN_KEPT = 1000
const LONGEST_KEPT = 64

/**
 * What a row's disposition says of relief granted after the conviction: the section it names ("1203.4"), "set aside" for
 * words without one, or undefined.
 */
export function reliefNoted(disposition: string): string | undefined {
  if (disposition === '') return undefined
  const noted = known.get(disposition)
  if (noted !== undefined || known.has(disposition)) return noted
  const found = read(disposition)
  if (disposition.length <= LONGEST_KEPT && known.size < KNOWN_KEPT) known.set(detach(disposition), found)
  return found
}
