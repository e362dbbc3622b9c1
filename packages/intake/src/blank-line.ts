const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** Length of the empty line at `at`, its end included; 0 when the line is not empty. */
export function blankLineLength(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === LINE_FEED) return 1
  if (code !== CARRIAGE_RETURN) return 0
  if (at + 1 === text.length) return 1
  return text.charCodeAt(at + 1) === LINE_FEED ? 2 : 0
}
