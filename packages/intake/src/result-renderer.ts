import { textOf } from './byte-text.ts'
import { ByteWriter } from './byte-writer.ts'
import type { CutRows } from './cut-rows.ts'
import type { Layout } from './layout.ts'
import { quoteCell } from './quote-cell.ts'

/** What the renderer needs to know of a ruleset's result table. */
export interface RenderedTable {
  readonly files: readonly { readonly columns: 'all' | readonly number[]; readonly rows: 'all' | 'determined' }[]
  readonly headers: readonly string[]
  plainCells(fields: readonly string[]): readonly string[]
}

type Stretch = readonly [first: number, end: number]

/** Makes room for a piece's share of a file; it grows when that is not enough. */
const FIRST_ROOM_BYTES = 1 << 16

/**
 * Writes result files: source columns as they came, then computed cells. Lines end in LF; a cell is quoted only
 * where it must be (`quoteCell`). One renderer serves all pieces of a file.
 */
export class ResultRenderer {
  /** The line's computed cells: of a determined row, and of the last other. */
  private readonly determined = new ByteWriter(0)
  private readonly plain = new ByteWriter(0)
  private lastPlain: readonly string[] | undefined
  /** The source columns of each file. */
  private readonly stretches: readonly (readonly Stretch[])[]

  constructor(
    private readonly layout: Layout,
    private readonly table: RenderedTable,
  ) {
    this.stretches = table.files.map(({ columns }) =>
      columns === 'all' ? [[0, layout.columns.length]] : stretchesOf(columns),
    )
  }

  /** The header line of each file, in the order of `table.files`. */
  headers(): string[] {
    return this.table.files.map(({ columns }) => {
      const source =
        columns === 'all' ? this.layout.columns : columns.map((column) => this.layout.columns[column] ?? '')
      return [...source, ...this.table.headers].map(quoteCell).join(',') + '\n'
    })
  }

  /**
   * The lines a piece adds to each file, as byte text. `cellsOf` gives the computed cells of a determined row by its
   * number in the file, and undefined for every other row; it is asked once for each row, in order.
   */
  render(rows: CutRows, cellsOf: (row: number) => readonly string[] | undefined): string[] {
    const writers = this.table.files.map(() => new ByteWriter(FIRST_ROOM_BYTES))
    this.renderInto(writers, rows, cellsOf)
    return writers.map((writer) => textOf(writer.bytes()))
  }

  /** Like `render`, adding to one writer a file. */
  renderInto(
    writers: readonly ByteWriter[],
    rows: CutRows,
    cellsOf: (row: number) => readonly string[] | undefined,
  ): void {
    this.renderLines(writers, rows, (row) => {
      const cells = cellsOf(row)
      return cells === undefined ? undefined : cellsLine(cells)
    })
  }

  /** The same with the cells as `cellsLine` writes them. */
  renderLines(writers: readonly ByteWriter[], rows: CutRows, lineOf: (row: number) => string | undefined): void {
    const { files } = this.table
    for (let index = 0; index < rows.count; index++) {
      const determined = lineOf(rows.rowNumber(index))
      const computed = determined === undefined ? this.plainLine(rows, index) : rewritten(this.determined, determined)
      for (let f = 0; f < files.length; f++) {
        const file = files[f]
        const out = writers[f]
        if (file === undefined || out === undefined || (file.rows === 'determined' && determined === undefined))
          continue
        rows.writeColumns(index, this.stretches[f] ?? [], out)
        out.append(computed)
      }
    }
  }

  private plainLine(rows: CutRows, index: number): ByteWriter {
    const cells = this.table.plainCells(rows.entry(index).fields)
    if (cells === this.lastPlain) return this.plain
    this.lastPlain = cells
    return rewritten(this.plain, cellsLine(cells))
  }
}

function rewritten(writer: ByteWriter, text: string): ByteWriter {
  writer.clear()
  writer.text(text)
  return writer
}

/** Computed cells as they stand behind the source's columns, up to the line's end. */
export function cellsLine(cells: readonly string[]): string {
  return ',' + cells.map(quoteCell).join(',') + '\n'
}

/** Columns in order as stretches of neighbors, each its first column and the column after its last. */
function stretchesOf(columns: readonly number[]): Stretch[] {
  const stretches: [number, number][] = []
  for (const column of columns) {
    const last = stretches.at(-1)
    if (last?.[1] === column) last[1]++
    else stretches.push([column, column + 1])
  }
  return stretches
}
