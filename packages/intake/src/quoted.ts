/** Offset after the quote that closes the field opened at `open`, or the end of the text. */
export function afterQuoted(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  return close === -1 ? text.length : close + 1
}

/**
 * Value of one field of the well-formed record in `text` from `start` to `end`, found without cutting the others; empty
 * when there are fewer fields. For the first fields: what it costs grows with `field`.
 */
export function fieldAt(text: string, start: number, end: number, field: number): string {
  let at = start
  for (let skipped = 0; skipped < field; skipped++) {
    if (text[at] === '"') at = afterQuoted(text, at)
    at = text.indexOf(',', at) + 1
    if (at === 0 || at >= end) return ''
  }
  if (text[at] === '"')
    return text
      .slice(at + 1, Math.min(afterQuoted(text, at), end) - 1)
      .replaceAll('""', '"')
      .replaceAll('\r\n', '\n')
  const comma = text.indexOf(',', at)
  const to = comma === -1 || comma >= end ? end : comma
  return to === end ? text.slice(at, to).replace(/\r?\n$/, '') : text.slice(at, to)
}
