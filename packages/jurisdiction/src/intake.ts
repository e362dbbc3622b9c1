import type { Subject } from '@cmr/record'

/**
 * A delimited text file: comma-separated, double quotes, one record a row. All text is *byte text*: one
 * character per byte (ISO-8859-1), so that offsets in text are offsets in the file and bytes pass through
 * unchanged whatever their encoding.
 */
export interface DelimitedLayout {
  /** Names written as the header line of result files, in order. A row has exactly this many fields. */
  readonly columns: readonly string[]
  /** 0-based columns an entry carries, in this order. */
  readonly keeps: readonly number[]
  /** 0-based column with the source's own key for the person. */
  readonly subject: number
  /** A first line that begins with this is a header and is skipped unread. */
  readonly headerPrefix: string
  /** Shorter files are refused as cut off. */
  readonly minimumBytes: number
}

/** One data row of a source file. */
export interface IntakeEntry {
  /** 0-based among data rows. */
  readonly row: number
  /** 1-based physical line the row starts on. */
  readonly line: number
  /** The columns of `layout.keeps`, in that order, as byte text. */
  readonly fields: readonly string[]
}

/** How one kind of source file is read. Pure: no file, clock, network or chance. */
export interface IntakeFormat {
  readonly id: string
  readonly label: string
  /** Lower-case, with the dot; offered by the file picker. */
  readonly extensions: readonly string[]
  readonly layout: DelimitedLayout
  /** Confidence 0..1 from the first bytes only. */
  detect(sample: string, fileName: string): number
  /** County an entry names, as the manifest spells it, or undefined when it names none known. */
  countyOf(entry: IntakeEntry): string | undefined
  /** Builds one subject from all of its entries, in file order. The host does the grouping, by exact key. */
  assemble(entries: readonly IntakeEntry[]): Subject
  /**
   * Invented files of any size for demonstrations, tests and benchmarks, as pieces of byte text. `county` is a name
   * of the manifest; equal requests give equal bytes. Everybody in them is invented and looks it.
   */
  readonly synthesize?: (request: { county: string; rows: number; seed: number }) => Iterable<string>
}
