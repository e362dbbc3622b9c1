/** No further run of the subject. */
export const NONE = -1

/** An index as parallel arrays in memory that threads share: one element a run, positions one more for the file's end. */
export interface IndexColumns {
  readonly starts: Float64Array
  readonly firstRows: Int32Array
  readonly firstLines: Int32Array
  readonly nextRuns: Int32Array
  /** The first run of the run's subject. */
  readonly ownRuns: Int32Array
  readonly subjects: number
}

/**
 * Where the rows of each subject stand in a file. A *run* is a stretch of adjacent rows of one subject, no longer
 * than a slice; a subject whose rows are spread over the file has several, linked in file order. Runs are numbered
 * from 0 in file order; where positions are asked for, the number of runs stands for the file's end.
 */
export class FileIndex {
  constructor(readonly columns: IndexColumns) {}

  get runs(): number {
    return this.columns.nextRuns.length
  }

  /** Data rows of the file. */
  get rows(): number {
    return this.firstRow(this.runs)
  }

  get subjects(): number {
    return this.columns.subjects
  }

  /** Byte offset of a run's first row. Empty lines after a run belong to it. */
  start(run: number): number {
    return this.columns.starts[run] ?? 0
  }

  /** 0-based number of its first data row. */
  firstRow(run: number): number {
    return this.columns.firstRows[run] ?? 0
  }

  /** 1-based physical line of its first row. */
  firstLine(run: number): number {
    return this.columns.firstLines[run] ?? 1
  }

  /** The subject's next run, or `NONE`. */
  nextRun(run: number): number {
    return this.columns.nextRuns[run] ?? NONE
  }

  /** The subject's first run: the run itself unless the subject's rows are spread. */
  ownRun(run: number): number {
    return this.columns.ownRuns[run] ?? run
  }
}
