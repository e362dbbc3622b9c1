/**
 * Bounds between which every text that begins with `prefix` lies, by code point order: `from` inclusive, `to`
 * exclusive. A range uses an index under row-level security, where LIKE may not.
 */
export function prefixRange(prefix: string): { from: string; to: string } {
  return { from: prefix, to: prefix + '\u{10ffff}' }
}
