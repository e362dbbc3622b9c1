import type { Program } from '@cmr/engine'
import { cellsLine, type CutRows, type Entry } from '@cmr/intake'
import type { Evaluated, IntakeFormat } from '@cmr/jurisdiction'
import { NONE, type RecordIndex, type Runs } from './record-index.ts'
import { RunTally } from './run-tally.ts'
import type { SetFile } from './set-file.ts'

/** Computed cells as result files have them, by file and row. */
class Lines {
  private readonly files: Map<number, string>[]

  constructor(files: number) {
    this.files = Array.from({ length: files }, () => new Map<number, string>())
  }

  set(file: number, row: number, line: string): void {
    this.files[file]?.set(row, line)
  }

  /** The line of a row, which is forgotten. */
  take(file: number, row: number): string | undefined {
    const lines = this.files[file]
    const line = lines?.get(row)
    if (line !== undefined) lines?.delete(row)
    return line
  }
}

/** The entry of a row among a person's entries, which are in the order of files and rows. */
function entryOf(entries: readonly Entry[], file: number, row: number): Entry | undefined {
  let low = 0
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = entries[middle]
    if (entry !== undefined && (entry.file < file || (entry.file === file && entry.row < row))) low = middle + 1
    else high = middle
  }
  const found = entries[low]
  return found?.file === file && found.row === row ? found : undefined
}

/**
 * Evaluates people: those of a piece, each with all rows wherever they stand. A person whose rows are spread over
 * pieces of several threads is evaluated by each of them, so that they need not talk; only the one with the first row
 * counts the person.
 */
export class SubjectEvaluator {
  readonly tally: RunTally
  private readonly lines: Lines
  /** First runs of people whose rows are spread and who were evaluated. */
  private readonly done = new Set<number>()

  constructor(
    private readonly index: RecordIndex,
    private readonly files: readonly SetFile[],
    private readonly format: IntakeFormat,
    private readonly program: Program,
    now: string,
  ) {
    this.tally = new RunTally(program, now)
    this.lines = new Lines(files.length)
  }

  /** Evaluates the people of a piece, whose rows are `rows`. */
  evaluate(piece: Runs, rows: CutRows): void {
    const { index } = this
    let at = 0
    for (let run = piece.firstRun; run < piece.endRun; run++) {
      const own = index.ownRun(run)
      const isFirst = own === run
      const end = run + 1 === piece.endRun ? rows.count : rows.indexFrom(index.firstRow(run + 1))
      if (isFirst && index.nextRun(run) === NONE) this.evaluatePerson(entriesOf(rows, at, end), true)
      else if (!this.done.has(own)) {
        this.done.add(own)
        this.evaluatePerson(this.spreadEntries(own), isFirst)
      }
      at = end
    }
  }

  /** The computed cells of a row of a piece that was evaluated, as its lines have them; undefined where it has none. */
  takeLine(file: number, row: number): string | undefined {
    return this.lines.take(file, row)
  }

  private spreadEntries(own: number): Entry[] {
    const { index } = this
    const entries: Entry[] = []
    for (let run = own; run !== NONE; run = index.nextRun(run)) {
      const place = { offset: index.start(run), row: index.firstRow(run), line: index.firstLine(run) }
      const rows = this.files[index.runAlone(run).file]?.rows(place, index.end(run))
      if (rows !== undefined) for (const entry of entriesOf(rows, 0, rows.count)) entries.push(entry)
    }
    return entries
  }

  private evaluatePerson(entries: readonly Entry[], isCounted: boolean): void {
    const { program } = this
    const evaluated = program.evaluate(this.format.assemble(entries, program.ruleset.gathers))
    if (isCounted) this.tally.add(evaluated, entries.length)
    const { subject, determinations } = evaluated
    for (let i = 0; i < determinations.length; i++) {
      const charge = subject.charges[i]
      if (determinations[i] === undefined || charge === undefined) continue
      const fields = entryOf(entries, charge.file, charge.row)?.fields ?? []
      this.lines.set(charge.file, charge.row, this.lineOf(evaluated, i, fields))
    }
  }

  private lineOf(evaluated: Evaluated, index: number, fields: readonly string[]): string {
    const { ruleset, environment } = this.program
    return cellsLine(ruleset.results.cells(evaluated, index, fields, environment))
  }
}

function entriesOf(rows: CutRows, from: number, end: number): Entry[] {
  const entries: Entry[] = []
  for (let i = from; i < end; i++) entries.push(rows.entry(i))
  return entries
}
