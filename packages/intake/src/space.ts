const TAB = 0x09
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20

/** White space of more than one byte in UTF-8, as byte text: U+0085, U+00A0, U+1680, U+2000–200A, U+2028, U+2029, U+202F, U+205F, U+3000. */
const LEADING_WIDE_SPACE = /^(?:\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)/
const TRAILING_WIDE_SPACE = /(?:\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)$/

function isPlainSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN)
}

/** Whether byte text begins with Unicode white space, in whatever length UTF-8 gives it. */
export function startsWithSpace(text: string): boolean {
  const first = text.charCodeAt(0)
  return isPlainSpace(first) || (first >= 0xc2 && first <= 0xe3 && LEADING_WIDE_SPACE.test(text.slice(0, 3)))
}

/** Whether white space may begin or end with this character; most text is known by it to have none. */
function mayBeSpace(code: number): boolean {
  return code <= SPACE || code >= 0x80
}

/** Byte text without the Unicode white space at its ends. Bytes that are not UTF-8 are not white space. */
export function trimSpace(text: string): string {
  if (!mayBeSpace(text.charCodeAt(0)) && !mayBeSpace(text.charCodeAt(text.length - 1))) return text
  let from = 0
  let to = text.length
  for (;;) {
    if (from < to && isPlainSpace(text.charCodeAt(from))) from++
    else {
      const wide = LEADING_WIDE_SPACE.exec(text.slice(from, Math.min(from + 3, to)))
      if (wide === null) break
      from += wide[0].length
    }
  }
  for (;;) {
    if (to > from && isPlainSpace(text.charCodeAt(to - 1))) to--
    else {
      const wide = TRAILING_WIDE_SPACE.exec(text.slice(Math.max(from, to - 3), to))
      if (wide === null) break
      to -= wide[0].length
    }
  }
  return text.slice(from, to)
}
