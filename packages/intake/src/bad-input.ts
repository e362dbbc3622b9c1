import { AppError } from '@cmr/errors'

/** Why a file is refused. */
export type BadInputReason =
  'empty-file' | 'file-too-short' | 'binary-file' | 'wrong-field-count' | 'bad-quote' | 'unclosed-quote'

const ORIGINAL = 'Use the file exactly as the state sent it, without opening and saving it in another program.'

const messages: Record<BadInputReason, (line: number, found: number, expected: number) => string> = {
  'empty-file': () => `The file is empty. Download it again and check its size. ${ORIGINAL}`,
  'file-too-short': (_line, found, expected) =>
    `The file holds only ${found} bytes, less than the ${expected} that one record needs. It seems cut off: download it again.`,
  'binary-file': (line) =>
    `Line ${line} holds binary data, so this is not a text file. If it is compressed or encrypted, unpack it first. ${ORIGINAL}`,
  'wrong-field-count': (line, found, expected) =>
    `Line ${line} has ${found} fields where ${expected} are expected. ${ORIGINAL} If this is the last line, the file was cut off: download it again.`,
  'bad-quote': (line) =>
    `Line ${line} has a quote mark in a place where none may be: inside a field without quotes, or before more text of a quoted field. ${ORIGINAL}`,
  'unclosed-quote': (line) =>
    `Line ${line} opens a quote mark that is never closed. The file was cut off or edited: download it again. ${ORIGINAL}`,
}

/**
 * The refusal of a file. `line` is 1-based and physical, header and blank lines included; `found` and `expected`
 * are counts of fields or bytes. The message never holds text of the file.
 */
export function badInput(reason: BadInputReason, line: number, found = 0, expected = 0): AppError {
  return new AppError('VALIDATION', messages[reason](line, found, expected), { details: { reason, line } })
}
