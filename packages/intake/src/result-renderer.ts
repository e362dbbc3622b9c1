import type { CutRows } from './cut-rows.ts'
import type { Layout } from './layout.ts'
import { quoteCell } from './quote-cell.ts'

/** What the renderer needs to know of a ruleset's result table. */
export interface RenderedTable {
  readonly files: readonly { readonly columns: 'all' | readonly number[]; readonly rows: 'all' | 'determined' }[]
  readonly headers: readonly string[]
  plainCells(fields: readonly string[]): readonly string[]
}

/**
 * Writes result files: source columns as they came, then computed cells. Lines end in LF; a cell is quoted only
 * where it must be (`quoteCell`). One renderer serves all pieces of a file.
 */
export class ResultRenderer {
  private lastPlain: readonly string[] = []
  private lastPlainText = ''

  constructor(
    private readonly layout: Layout,
    private readonly table: RenderedTable,
  ) {}

  /** The header line of each file, in the order of `table.files`. */
  headers(): string[] {
    return this.table.files.map(({ columns }) => {
      const source = columns === 'all' ? this.layout.columns : columns.map((column) => this.layout.columns[column] ?? '')
      return [...source, ...this.table.headers].map(quoteCell).join(',') + '\n'
    })
  }

  /**
   * The lines a piece adds to each file, as byte text. `cellsOf` gives the computed cells of a determined row by its
   * number in the file, and undefined for every other row.
   */
  render(rows: CutRows, cellsOf: (row: number) => readonly string[] | undefined): string[] {
    const { files } = this.table
    const out = files.map(() => '')
    for (let index = 0; index < rows.count; index++) {
      const determined = cellsOf(rows.rowNumber(index))
      const computed =
        determined === undefined ? this.plainText(rows.fields(index)) : ',' + determined.map(quoteCell).join(',') + '\n'
      for (let f = 0; f < files.length; f++) {
        const file = files[f]
        if (file === undefined || (file.rows === 'determined' && determined === undefined)) continue
        out[f] += (file.columns === 'all' ? rows.cells(index) : pick(rows, index, file.columns)) + computed
      }
    }
    return out
  }

  private plainText(fields: readonly string[]): string {
    const cells = this.table.plainCells(fields)
    if (cells !== this.lastPlain) {
      this.lastPlain = cells
      this.lastPlainText = ',' + cells.map(quoteCell).join(',') + '\n'
    }
    return this.lastPlainText
  }
}

function pick(rows: CutRows, index: number, columns: readonly number[]): string {
  let text = rows.cell(index, columns[0] ?? 0)
  for (let c = 1; c < columns.length; c++) text += ',' + rows.cell(index, columns[c] ?? 0)
  return text
}
