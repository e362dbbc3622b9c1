import { badInput } from './bad-input.ts'

const UTF_8_MARK = '\u00ef\u00bb\u00bf'
const UTF_16_MARKS = ['\u00ff\u00fe', '\u00fe\u00ff']

/** Bytes of the byte order mark a file begins with, 0 or 3. Throws VALIDATION (`utf-16`) on the mark of UTF-16. */
export function byteOrderMarkLength(start: string): number {
  if (UTF_16_MARKS.some((mark) => start.startsWith(mark))) throw badInput('utf-16', 1)
  return start.startsWith(UTF_8_MARK) ? UTF_8_MARK.length : 0
}
