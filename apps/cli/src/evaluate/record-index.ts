/** No further run of the person. */
export const NONE = -1

/** An index as parallel arrays in memory that threads share: one element a run, a piece or a file. */
export interface IndexColumns {
  /** Byte offsets in the file: of a run's first row, and after its last. */
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** 0-based number of a run's first row in its file, and the 1-based physical line it begins on. */
  readonly firstRows: Int32Array
  readonly firstLines: Int32Array
  /** The person's next run, or `NONE`; and the first. */
  readonly nextRuns: Int32Array
  readonly ownRuns: Int32Array
  /** The first run of each piece. */
  readonly pieces: Int32Array
  /** The first run of each file, and one more for the end. */
  readonly files: Int32Array
  readonly people: number
}

/** Adjacent runs of one file: `firstRun` inclusive, `endRun` exclusive. */
export interface Runs {
  readonly file: number
  readonly firstRun: number
  readonly endRun: number
}

/**
 * Where the rows of each person stand in the files of a record set. A *run* is a stretch of adjacent rows of one person,
 * no longer than a piece; rows that were set aside may stand in it and belong to nobody. A person whose rows are spread
 * has several runs, linked in the order of files and rows. Runs are numbered from 0 in that order, through all files.
 *
 * A *piece* is what is read, evaluated, rendered and written at a time: some adjacent runs of one file.
 */
export class RecordIndex {
  constructor(readonly columns: IndexColumns) {}

  get runs(): number {
    return this.columns.starts.length
  }

  get people(): number {
    return this.columns.people
  }

  get pieces(): number {
    return this.columns.pieces.length
  }

  /** The runs of a piece. */
  piece(piece: number): Runs {
    const { pieces, files } = this.columns
    const firstRun = pieces[piece] ?? this.runs
    let file = 0
    while ((files[file + 1] ?? Infinity) <= firstRun) file++
    return { file, firstRun, endRun: Math.min(pieces[piece + 1] ?? this.runs, files[file + 1] ?? this.runs) }
  }

  /** A run alone. */
  runAlone(run: number): Runs {
    const { files } = this.columns
    let file = 0
    while ((files[file + 1] ?? Infinity) <= run) file++
    return { file, firstRun: run, endRun: run + 1 }
  }

  /** Byte offset of a run's first row. */
  start(run: number): number {
    return this.columns.starts[run] ?? 0
  }

  /** Byte offset after a run. */
  end(run: number): number {
    return this.columns.ends[run] ?? 0
  }

  firstRow(run: number): number {
    return this.columns.firstRows[run] ?? 0
  }

  firstLine(run: number): number {
    return this.columns.firstLines[run] ?? 1
  }

  nextRun(run: number): number {
    return this.columns.nextRuns[run] ?? NONE
  }

  /** The person's first run: the run itself unless the person's rows are spread. */
  ownRun(run: number): number {
    return this.columns.ownRuns[run] ?? run
  }
}
