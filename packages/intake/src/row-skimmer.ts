import type { PlainRows } from './plain-rows.ts'

/**
 * Passes over rows that seem to be of the same person as the row cut last, without cutting them. Such a row is one line,
 * and stands like the other from its second field on, byte for byte, up to behind the columns that say whose it is. That
 * it is well formed does not show; where it ends does, because a record goes on over a line's end only within quotes,
 * that is with an odd number of quote marks on the line.
 */
export class RowSkimmer {
  /** What the row cut last has from its second field on: offsets, empty where nothing may be compared with it. */
  private from = 0
  private to = 0

  /** `length`: of the text. Without `plain`, where the text stands elsewhere, nothing is passed over. */
  constructor(
    private readonly plain: PlainRows | undefined,
    private readonly length: number,
  ) {}

  /** Takes the bytes from `from` to `to` (exclusive), fields with the comma behind each, for those of the person; none if equal. */
  follow(from: number, to: number): void {
    this.from = from
    this.to = to
  }

  /** Offset after the rows at `at` and behind it that may be passed over and begin before `end`; `at` when there are none. */
  pass(at: number, end: number): number {
    const { plain, from, to } = this
    return plain === undefined || to <= from ? at : plain.skim(at, end, this.length, from, to)
  }

  /** Rows, each of one line, that were passed over last. */
  get passed(): number {
    return this.plain?.skimmed ?? 0
  }
}
