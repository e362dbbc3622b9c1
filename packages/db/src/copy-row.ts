const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** What a cell of a COPY row may be; null is NULL, bytes become bytea, everything else its text. */
export type CopyCell = string | number | boolean | Uint8Array | null

/** One row in COPY text format, without the line end. Arrays and JSON are given as their Postgres text. */
export function copyRow(cells: readonly CopyCell[]): string {
  let row = ''
  for (let index = 0; index < cells.length; index += 1) {
    if (index > 0) row += '\t'
    row += cellText(cells[index] ?? null)
  }
  return row
}

function cellText(cell: CopyCell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string') return /[\\\n\r\t]/.test(cell) ? cell.replace(/[\\\n\r\t]/g, escape) : cell
  if (cell instanceof Uint8Array)
    return '\\\\x' + Buffer.from(cell.buffer, cell.byteOffset, cell.length).toString('hex')
  return String(cell)
}

function escape(character: string): string {
  return ESCAPES[character] ?? character
}
