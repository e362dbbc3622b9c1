import { AppError } from '@cmr/errors'

/** Why a file is refused. */
export type BadInputReason =
  | 'empty-file'
  | 'no-records'
  | 'file-too-short'
  | 'binary-file'
  | 'utf-16'
  | 'missing-columns'
  | 'repeated-columns'
  | 'mostly-malformed'
  | 'wrong-field-count'
  | 'bad-quote'
  | 'unclosed-quote'

/** What a refusal says beside its line. Never text of the file. */
export interface BadInputFacts {
  /** Counts of fields, bytes or rows. */
  readonly found?: number
  readonly expected?: number
  /** Names of columns as the layout has them. */
  readonly columns?: readonly string[]
  /** What is wrong with the line, as a sentence. */
  readonly fault?: string
}

const ORIGINAL = 'Use the file exactly as the state sent it, without opening and saving it in another program.'

const messages: Record<BadInputReason, (line: number, facts: BadInputFacts) => string> = {
  'empty-file': () => `The file is empty. Download it again and check its size. ${ORIGINAL}`,
  'no-records': () => 'The file holds no records. Download it again and check its size.',
  'file-too-short': (_line, { found, expected }) =>
    `The file holds only ${found} bytes, less than the ${expected} that one record needs. It seems cut off: download it again.`,
  'binary-file': (line) =>
    `Line ${line} holds binary data, so this is not a text file. If it is compressed or encrypted, unpack it first. ${ORIGINAL}`,
  'utf-16': () =>
    `The file is written as UTF-16 text, two bytes a character. ${ORIGINAL} If there is no other copy, save it as CSV in UTF-8.`,
  'missing-columns': (line, { columns }) =>
    `The header on line ${line} does not name these columns, which are needed: ${columns?.join(', ')}. ${ORIGINAL}`,
  'repeated-columns': (line, { columns }) =>
    `The header on line ${line} names these columns more than once: ${columns?.join(', ')}. ${ORIGINAL}`,
  'mostly-malformed': (line, { found, expected, fault }) =>
    `${found} of the ${expected} rows cannot be read, so this does not seem to be the right kind of file. The first is on line ${line}: ${fault} ${ORIGINAL}`,
  'wrong-field-count': (line, { found, expected }) =>
    `Line ${line} has ${found} fields where ${expected} are expected. ${ORIGINAL} If this is the last line, the file was cut off: download it again.`,
  'bad-quote': (line) =>
    `Line ${line} has a quote mark in a place where none may be: inside a field without quotes, or before more text of a quoted field. ${ORIGINAL}`,
  'unclosed-quote': (line) =>
    `Line ${line} opens a quote mark that is never closed. The file was cut off or edited: download it again. ${ORIGINAL}`,
}

/**
 * The refusal of a file. `line` is 1-based and physical, header and blank lines included. The message never holds text
 * of the file.
 */
export function badInput(reason: BadInputReason, line: number, facts: BadInputFacts = {}): AppError {
  return new AppError('VALIDATION', messages[reason](line, facts), { details: { reason, line } })
}
