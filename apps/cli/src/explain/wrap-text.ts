/** Breaks text at blanks into lines of at most `width` characters, the first indented by `indent`, the others by `hang`. */
export function wrapText(text: string, width: number, indent: number, hang = indent): string {
  const lines: string[] = []
  let line = ' '.repeat(indent)
  let isEmpty = true
  for (const word of text.split(/\s+/)) {
    if (word === '') continue
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ' '.repeat(hang)
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].join('\n')
}
