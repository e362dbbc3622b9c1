/** Why a row is kept out of a record set, with what is said of its line. */
export const SET_ASIDE = {
  'wrong-field-count': 'It has another number of fields than the file has columns.',
  'bad-quote': 'It has a quote mark in a place where none may be.',
  'unclosed-quote': 'It opens a quote mark that is not closed where it should be.',
  'binary-data': 'It holds binary data.',
  'names-nobody': 'It has no number or key that says whose it is.',
} as const

export type SetAsideReason = keyof typeof SET_ASIDE

/** A row that was set aside. Holds nothing of its text. */
export interface SetAsideRow {
  /** 0-based among the file's data rows, those set aside included. */
  readonly row: number
  /** 1-based physical lines, both inclusive. */
  readonly line: number
  readonly lastLine: number
  readonly reason: SetAsideReason
}
