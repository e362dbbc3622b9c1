/** California codes by the two letters the state's files write, with other ways they are written. */
const SPELLINGS: readonly (readonly [letters: string, pattern: string])[] = [
  ['HS', 'H\\s*(?:&|AND|/)\\s*S(?:\\s+CODE)?|H\\.\\s*S\\.|HSC|HEALTH (?:&|AND) SAFETY(?: CODE)?'],
  ['BP', 'B\\s*(?:&|AND)\\s*P(?:\\s+CODE)?|B\\.\\s*P\\.|BPC'],
  ['WI', 'W\\s*(?:&|AND)\\s*I(?:\\s+CODE)?|W\\.\\s*I\\.|WIC'],
  ['MV', 'M\\s*(?:&|AND)\\s*V'],
  ['RT', 'R\\s*(?:&|AND)\\s*T'],
  ['PC', 'P\\.\\s*C\\.|PENAL CODE|CPC'],
  ['VC', 'V\\.\\s*C\\.|VEHICLE CODE|CVC'],
]

const spellings = SPELLINGS.map(
  // A dot cannot be followed by a word boundary, so the end is "no letter next".
  ([letters, pattern]) => [new RegExp(`(?<![A-Z])(?:${pattern})(?![A-Z])`, 'g'), ` ${letters} `] as const,
)

/** Quick refusal: most texts have none of those spellings. */
const MAY_BE_SPELLED = /[&.]|AND|H\s*\/|CODE|HSC|BPC|WIC|CPC|CVC/

/** Codes whose letters are believed anywhere in a text. */
export const MAJOR_CODES = ['HS', 'PC', 'VC', 'BP', 'WI', 'MV'] as const

/** Codes whose letters are believed right after a section only: several are also words or abbreviations. */
const MINOR_CODES = ['CC', 'CI', 'EC', 'FA', 'FC', 'FG', 'GC', 'HN', 'IC', 'LC', 'PR', 'RT', 'SH', 'UI'] as const

export const ALL_CODES: readonly string[] = [...MAJOR_CODES, ...MINOR_CODES]

/**
 * An offense text with its spelling evened out: upper case, two code letters, `664` and what it is written together
 * with held apart by a slash, `490,2` as `490.2`.
 */
export function evenedOut(text: string): string {
  let even = text.toUpperCase()
  if (MAY_BE_SPELLED.test(even)) for (const [pattern, letters] of spellings) even = even.replace(pattern, letters)
  return (
    even
      // Letters written against the number: `HS11359`, `CHRG11358`.
      .replace(/(?<![A-Z])(HS|PC|VC|BP|WI|MV|CHRG|CHG|CNT|COM)(?=\d)/g, '$1 ')
      // `664.11357`, `664.187`, `66411357`, `664187`: no section is called 664.x, and none has six digits.
      .replace(/(?<![\d.A-Z])664(?:\.(?=\d)|(?=\d{3,5}(?!\d)))/g, '664/')
      // `011359`: no section begins with a zero.
      .replace(/(?<![\d.A-Z])0+(?=(?:1135[789]|11360)(?!\d))/g, '')
      // A decimal has at most three digits, so a dot before more of them only separates: `182.11359`.
      .replace(/(?<=\d)\.(?=\d{4})/g, '/')
      .replace(/(?<![\d.])(\d{3,5}),(?=\d{1,2}\s*(?:\(|(?:HS|PC|VC|BP|WI)(?![A-Z])))/g, '$1.')
  )
}
