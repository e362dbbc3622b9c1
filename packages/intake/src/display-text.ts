/** Bytes 0x80–0x9F as Windows-1252 reads them; 0 where it has no character. */
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
] as const

const NOT_ASCII = /[\x80-\xff]/

/** Byte text as people read it: UTF-8 where the bytes are valid UTF-8, else Windows-1252. For screens, never for result files. */
export function displayText(byteText: string): string {
  if (!NOT_ASCII.test(byteText)) return byteText
  try {
    // `decodeURIComponent` is the language's own strict UTF-8 decoder.
    return decodeURIComponent(
      byteText.replace(/[%\x80-\xff]/g, (byte) => '%' + byte.charCodeAt(0).toString(16).padStart(2, '0')),
    )
  } catch {
    return byteText.replace(/[\x80-\x9f]/g, (byte) =>
      String.fromCharCode(WINDOWS_1252[byte.charCodeAt(0) - 0x80] || 0xfffd),
    )
  }
}
