import type { Program } from '@cmr/engine'
import { type CutRows, detach, type Entry } from '@cmr/intake'
import type { Evaluated, IntakeFormat } from '@cmr/jurisdiction'
import { NONE } from './file-index.ts'
import type { IndexedFile, Piece } from './piece.ts'

/** The entries `from` up to `end`, counted in the piece. */
function entriesOf(rows: CutRows, from: number, end: number): Entry[] {
  const entries: Entry[] = []
  for (let i = from; i < end; i++) entries.push(rows.entry(i))
  return entries
}

/** The entry of a row among a subject's entries, which are in row order. */
function entryOfRow(entries: readonly Entry[], row: number): Entry | undefined {
  let low = 0
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.row ?? 0) < row) low = middle + 1
    else high = middle
  }
  return entries[low]?.row === row ? entries[low] : undefined
}

/**
 * Evaluates a file's subjects, piece by piece and each subject once: where its first row stands. Rows it has further
 * on are read from there at once; what they came to is kept until their piece is rendered.
 */
export class PieceEvaluator {
  /** The summary's state over all pieces so far. */
  readonly tally: unknown
  /** Computed cells of determined rows, by row, not yet rendered. */
  private readonly cells = new Map<number, readonly string[]>()

  constructor(
    private readonly file: IndexedFile,
    private readonly format: IntakeFormat,
    private readonly program: Program,
    private readonly now: string,
  ) {
    this.tally = program.ruleset.summary.empty()
  }

  /** Evaluates the subjects that begin in a piece. */
  async evaluate(piece: Piece): Promise<void> {
    const { index } = this.file
    const firstRow = index.firstRows[piece.firstRun] ?? 0
    const endRow = index.firstRows[piece.endRun] ?? 0
    for (let run = piece.firstRun; run < piece.endRun; run++) {
      if (index.continues[run] === true) continue
      const entries = entriesOf(
        piece.rows,
        (index.firstRows[run] ?? 0) - firstRow,
        (index.firstRows[run + 1] ?? 0) - firstRow,
      )
      let next = index.nextRuns[run] ?? NONE
      for (; next !== NONE && next < piece.endRun; next = index.nextRuns[next] ?? NONE) {
        const from = index.firstRows[next] ?? 0
        for (const entry of entriesOf(piece.rows, from - firstRow, (index.firstRows[next + 1] ?? 0) - firstRow))
          entries.push(entry)
      }
      for (; next !== NONE; next = index.nextRuns[next] ?? NONE) {
        const rows = await this.file.run(next)
        for (const entry of entriesOf(rows, 0, rows.count)) entries.push(entry)
      }
      this.evaluateSubject(entries, endRow)
    }
  }

  private evaluateSubject(entries: readonly Entry[], endRow: number): void {
    const { program } = this
    const evaluated = program.evaluate(this.format.assemble(entries))
    program.ruleset.summary.add(this.tally, evaluated, { ...program.environment, now: this.now })
    evaluated.determinations.forEach((determination, i) => {
      const row = evaluated.subject.charges[i]?.row
      if (determination === undefined || row === undefined) return
      const cells = this.cellsOf(evaluated, i, entryOfRow(entries, row)?.fields ?? [])
      // Cells kept for later must not keep the text they were sliced from alive.
      this.cells.set(row, row < endRow ? cells : cells.map(detach))
    })
  }

  private cellsOf(evaluated: Evaluated, index: number, fields: readonly string[]): readonly string[] {
    const { ruleset, environment } = this.program
    return ruleset.results.cells(evaluated, index, fields, environment)
  }

  /** The computed cells of a row, handed out once; undefined when it carries no determination. */
  readonly takeCells = (row: number): readonly string[] | undefined => {
    const cells = this.cells.get(row)
    if (cells !== undefined) this.cells.delete(row)
    return cells
  }
}
