const ACCENTS = ['blue', 'green', 'indigo', 'cyan', 'violet'] as const
export type Accent = (typeof ACCENTS)[number]

/** The office's color, the same on every page and day: chosen from the slug among accents that all meet 7:1. */
export function accentOf(slug: string): Accent {
  let sum = 0
  for (const character of slug) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return ACCENTS[sum % ACCENTS.length] ?? 'blue'
}
