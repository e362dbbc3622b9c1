/**
 * A name folded for search and sorting: lower case, accents removed, everything but letters and digits one space.
 * "NGUYỄN,ANNE-MARIE" and "nguyen anne marie" give the same key.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
