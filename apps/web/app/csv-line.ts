/**
 * One line of a CSV file with its line end. An apostrophe stands before a cell, and before a line inside a cell, that a
 * spreadsheet would take for a formula, spaces in front of it or not.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return cells.map(csvCell).join(',') + '\n'
}

/** Where a tab or a formula begins; the last four are the wide forms of the signs. */
const FORMULA = /(?<=^|[\r\n])(?=[^\S\r\n\t]*[=+\-@\t＝＋－＠])/g

function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  const text = cell.replace(FORMULA, "'")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
