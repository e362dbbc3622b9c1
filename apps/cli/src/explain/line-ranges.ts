/** Line numbers as ranges: 2, 3, 4 and 9 are "2–4" and "9". Takes them in order. */
export function lineRanges(lines: readonly number[]): string[] {
  const ranges: { from: number; to: number }[] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last !== undefined && line === last.to + 1) last.to = line
    else ranges.push({ from: line, to: line })
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`))
}
