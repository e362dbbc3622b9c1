/**
 * The shape of a delimited source file, as a jurisdiction's format declares it. All text in this package is
 * *byte text*: one character per byte (ISO-8859-1), so offsets in text are offsets in the file and bytes pass
 * through unchanged whatever their encoding.
 */
export interface Layout {
  /** Names of the columns; a row has exactly as many fields. */
  readonly columns: readonly string[]
  /** 0-based columns an entry carries, in this order. */
  readonly keeps: readonly number[]
  /** 0-based columns without which a file cannot be read. */
  readonly essential: readonly number[]
  /** 0-based column with the source's own key for the person; one of `keeps`. */
  readonly subject: number
  /** 0-based columns that say whose row it is, `subject` among them; each one of `keeps`. */
  readonly person: readonly number[]
  /** Other names a header may give a column, by its own. */
  readonly aliases: Readonly<Record<string, readonly string[] | undefined>>
  /** Where columns are taken by position: a first line that begins with this is a header and is skipped unread. */
  readonly headerPrefix: string
  /** Shorter files are refused as cut off. */
  readonly minimumBytes: number
}

/** One data row: where it stands and the columns of `layout.keeps`, in that order. */
export interface Entry {
  /** 0-based among the files of the record set; 0 where a file stands alone. */
  readonly file: number
  /** 0-based among data rows, those set aside included. */
  readonly row: number
  /** 1-based physical line the row starts on. */
  readonly line: number
  readonly fields: readonly string[]
}

/** The source's own key for the person an entry is about, exactly as it stands; may be empty. */
export function subjectKeyOf(layout: Layout, entry: Entry): string {
  return entry.fields[layout.keeps.indexOf(layout.subject)] ?? ''
}
