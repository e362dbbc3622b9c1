const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const QUOTE = 34
const BACKSLASH = 92

/** What the first byte of a field says: most fields need no second look. */
export const ORDINARY = 0
const QUOTED = 1
/** White space, a backslash or the like: the cell may need quotes where the file has none; see `needsQuotes`. */
const SUSPECT = 2
export const START_KIND = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === QUOTE) return QUOTED
  const isLineEnd = code === LINE_FEED || code === CARRIAGE_RETURN
  return !isLineEnd && (code <= 32 || code >= 0xc2 || code === BACKSLASH) ? SUSPECT : ORDINARY
})
