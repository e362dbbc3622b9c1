import type { Program } from '@cmr/engine'
import { type CutRows, detach, type Entry } from '@cmr/intake'
import type { Evaluated, IntakeFormat } from '@cmr/jurisdiction'
import { type FileIndex, NONE } from './file-index.ts'
import type { IndexedFile, Slice } from './indexed-file.ts'

/** What determined rows came to: the computed cells by row number. */
export type RowCells = Map<number, readonly string[]>

/** The entries `from` up to `end`, counted in the slice. */
function entriesOf(rows: CutRows, from: number, end: number): Entry[] {
  const entries: Entry[] = []
  for (let i = from; i < end; i++) entries.push(rows.entry(i))
  return entries
}

/** The entries of a run that stands in the slice. */
function entriesOfRun({ rows, firstRun }: Slice, index: FileIndex, run: number): Entry[] {
  const offset = index.firstRow(firstRun)
  return entriesOf(rows, index.firstRow(run) - offset, index.firstRow(run + 1) - offset)
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
 * Evaluates a file's subjects, each once: in the slice where its first row stands. Rows it has further on are read
 * from there at once. Slices may be given in any order and at the same time.
 */
export class SubjectEvaluator {
  /** The summary's state over all pieces so far. */
  readonly tally: unknown

  constructor(
    private readonly file: IndexedFile,
    private readonly format: IntakeFormat,
    private readonly program: Program,
    private readonly now: string,
  ) {
    this.tally = program.ruleset.summary.empty()
  }

  /** Evaluates the subjects that begin in a slice, and adds their cells: of rows in this slice and further on. */
  async evaluate(slice: Slice, cells: RowCells): Promise<void> {
    const { index } = this.file
    const endRow = index.firstRow(slice.endRun)
    for (let run = slice.firstRun; run < slice.endRun; run++) {
      if (index.ownRun(run) !== run) continue
      const entries = entriesOfRun(slice, index, run)
      for (let next = index.nextRun(run); next !== NONE; next = index.nextRun(next)) {
        const isHere = next < slice.endRun
        for (const entry of isHere ? entriesOfRun(slice, index, next) : await this.readRun(next)) entries.push(entry)
      }
      this.evaluateSubject(entries, endRow, cells)
    }
  }

  private async readRun(run: number): Promise<Entry[]> {
    const entries: Entry[] = []
    for await (const { rows } of this.file.slices({ firstRun: run, endRun: run + 1 })) {
      for (const entry of entriesOf(rows, 0, rows.count)) entries.push(entry)
    }
    return entries
  }

  private evaluateSubject(entries: readonly Entry[], endRow: number, cells: RowCells): void {
    const { program } = this
    const evaluated = program.evaluate(this.format.assemble(entries))
    program.ruleset.summary.add(this.tally, evaluated, { ...program.environment, now: this.now })
    evaluated.determinations.forEach((determination, i) => {
      const row = evaluated.subject.charges[i]?.row
      if (determination === undefined || row === undefined) return
      const computed = this.cellsOf(evaluated, i, entryOfRow(entries, row)?.fields ?? [])
      // Cells kept for later must not keep the text they were sliced from alive.
      cells.set(row, row < endRow ? computed : computed.map(detach))
    })
  }

  private cellsOf(evaluated: Evaluated, index: number, fields: readonly string[]): readonly string[] {
    const { ruleset, environment } = this.program
    return ruleset.results.cells(evaluated, index, fields, environment)
  }
}
