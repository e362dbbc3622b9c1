import { detach } from '@cmr/record'

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

interface Noted {
  readonly disposition: string
  readonly relieved: string | undefined
}

/** A file has few dispositions and repeats them on every row. Looked up by length and some letters, cheaper than a hash. */
const known = new Array<Noted | undefined>(256)
const LONGEST_KEPT = 64

function placeOf(disposition: string): number {
  const { length } = disposition
  const inner = disposition.charCodeAt(0) * 7 + disposition.charCodeAt(length >> 1)
  return (length * 31 + inner + disposition.charCodeAt(length - 1) * 13) & 255
}

/**
 * What a row's disposition says of relief granted after the conviction: the section it names ("1203.4"), "set aside" for
 * words without one, or undefined.
 */
export function reliefNoted(disposition: string): string | undefined {
  if (disposition === '') return undefined
  const place = placeOf(disposition)
  const noted = known[place]
  if (noted?.disposition === disposition) return noted.relieved
  const relieved = read(disposition)
  if (disposition.length <= LONGEST_KEPT) known[place] = { disposition: detach(disposition), relieved }
  return relieved
}
