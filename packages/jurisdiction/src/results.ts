import type { Subject } from '@cmr/record'
import type { RunContext } from './fact.ts'
import type { Determination } from './outcome.ts'

/** One subject with what each of its charges came to. */
export interface Evaluated {
  readonly subject: Subject
  /** Parallel to `subject.charges`; undefined where the ruleset does not apply to the charge. */
  readonly determinations: readonly (Determination | undefined)[]
}

/** What result cells and summaries may look at. */
export interface RunEnvironment<O> extends RunContext {
  readonly options: O
}

/** A delimited file a run hands over: source columns as they came, then computed cells. */
export interface ResultFile {
  readonly id: string
  /** Without number and extension: "All_Results". */
  readonly name: string
  /** `always`: the input's number follows the name even where there is one input; without it only where there are several. */
  readonly numbered?: 'always'
  readonly label: string
  /** One sentence on what it is for. */
  readonly help: string
  /** Source columns, in order. */
  readonly columns: 'all' | readonly number[]
  readonly rows: 'all' | 'determined'
}

/** The delimited files of a ruleset. They share their computed columns. */
export interface ResultTable<O> {
  readonly files: readonly ResultFile[]
  /** Names of the computed columns. */
  readonly headers: readonly string[]
  /**
   * Computed cells of a row that carries no determination, from the row's kept fields alone.
   * Return one shared array when all cells are empty: the host then renders it once.
   */
  plainCells(fields: readonly string[]): readonly string[]
  /** Computed cells of the row that `subject.charges[index]` was read from. */
  cells(
    evaluated: Evaluated,
    index: number,
    fields: readonly string[],
    environment: RunEnvironment<O>,
  ): readonly string[]
  /** The two cells people read first, taken from `cells`: indexes into `headers`. */
  readonly determination: number
  readonly reason: number
}

/** A figure of a report, ready to be shown. */
export interface Figure {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly value: number
}

/** What one file adds to a report; over a record set, what all of its files add together. */
export interface FileTally<S> {
  readonly state: S
  /** Data rows loaded from the file, or from all files of the record set. */
  readonly rows: number
}

/** Counts over a run. `S` is plain JSON, so that a part can be stored and merged later. */
export interface Summary<O, S = unknown> {
  /** Name of the report file without extension: "summary". */
  readonly fileName: string
  empty(): S
  /** Adds one subject. `now` is the day the run is made, `YYYY-MM-DD`, used only where a count is bound to the clock. */
  add(state: S, evaluated: Evaluated, environment: RunEnvironment<O> & { readonly now: string }): void
  /** Adds `part`, another share of the same file, to `state`. */
  merge(state: S, part: S): void
  /** The report over files, in the order they were given; over a record set there is one tally. Key order is the order it is written in. */
  report(
    files: readonly FileTally<S>[],
    environment: RunEnvironment<O> & { readonly now: string; readonly seconds: number },
  ): Readonly<Record<string, unknown>>
  /** The same report as labelled figures, for a page. */
  figures(report: Readonly<Record<string, unknown>>): readonly Figure[]
}

/** One kind of doubt about the record, with how often it occurs. */
export interface QualityFinding {
  readonly id: string
  readonly label: string
  /** What it does to answers, in one sentence. */
  readonly effect: string
  readonly severity: 'info' | 'warning'
  readonly count: number
  /** What is counted: "convictions", "people". */
  readonly of: string
  /** 1-based lines of a few examples, with the 0-based number of their file. */
  readonly examples: readonly { readonly file: number; readonly line: number }[]
  /** Values the package does not know, with how often they occur, most frequent first; never names or numbers of people. */
  readonly values?: readonly { readonly value: string; readonly count: number }[]
}

/** Counts of doubt over a record set. `S` is plain JSON of bounded size, so that a part can be stored and merged later. */
export interface Quality<S = unknown> {
  empty(): S
  /** Adds one subject. */
  add(state: S, evaluated: Evaluated): void
  /** Adds `part`, another share of the same record set, to `state`. */
  merge(state: S, part: S): void
  findings(state: S): readonly QualityFinding[]
}
