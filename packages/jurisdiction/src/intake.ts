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
  /** 0-based column with the source's own key for the person; one of `keeps`. */
  readonly subject: number
  /** 0-based columns that say whose row it is: `subject` and every one that `personKeys` reads. Each is one of `keeps`. */
  readonly person: readonly number[]
  /** 0-based columns without which a file cannot be read, whatever its header says. */
  readonly essential: readonly number[]
  /** Other names a header may give a column, by its own. Names are compared without case, blanks and underscores. */
  readonly aliases: Readonly<Record<string, readonly string[]>>
  /** A first line that begins with this is a header. Where columns are taken by position it is skipped unread. */
  readonly headerPrefix: string
  /** Shorter files are refused as cut off. */
  readonly minimumBytes: number
}

/** One data row of a source file. */
export interface IntakeEntry {
  /** 0-based among the files of the record set; 0 where a file stands alone. */
  readonly file: number
  /** 0-based among the file's data rows. */
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
  /**
   * Keys of the person a row is about, besides the source's own: rows of a record set that share the source's key or
   * any of these are one person's. Keys are opaque text; equal means the same person. Empty when the row has none.
   */
  personKeys(fields: readonly string[]): readonly string[]
  /** The rule of `personKeys` in one or two sentences, for reports. */
  readonly personRule: string
  /**
   * Builds one subject from all of its entries, in the order of files and rows. The host does the grouping: by the
   * source's own key where a file stands alone (`file`), by all keys over a record set (`record-set`).
   */
  assemble(entries: readonly IntakeEntry[], gathers: 'record-set' | 'file'): Subject
  /**
   * Invented files of any size for demonstrations, tests and benchmarks, as pieces of byte text. `county` is a name
   * of the manifest; equal requests give equal bytes. Everybody in them is invented and looks it.
   */
  readonly synthesize?: (request: { county: string; rows: number; seed: number }) => Iterable<string>
}
