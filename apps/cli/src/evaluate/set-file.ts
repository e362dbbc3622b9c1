import {
  type CutRows,
  cutGoodPiece,
  cutGoodRows,
  cutPiece,
  cutRows,
  type FileStart,
  type GoodRowsOptions,
  type KnownOfText,
  type PieceOfText,
  type Place,
  PlainRows,
} from '@cmr/intake'
import type { IntakeFormat, Ruleset } from '@cmr/jurisdiction'
import { SourceFile } from './source-file.ts'

/**
 * Bytes that become one text. Larger strings leave the heap of young objects, and making and dropping them costs more
 * than everything done with them.
 */
export const TEXT_BYTES = 120 << 10

const LINE_FEED = 10

/** A file of a record set as threads are told of it. */
export interface SetFileSpec {
  readonly path: string
  readonly start: FileStart
}

/** Where a piece of text stands in its file. */
export interface TextPlace extends Place {
  readonly offset: number
}

/** A file of a record set, open for reading records at any place where one begins. */
export class SetFile {
  readonly source: SourceFile
  private readonly options: GoodRowsOptions
  private readonly room: Buffer<ArrayBuffer>

  /** `file` is its number in the record set. */
  constructor(
    readonly spec: SetFileSpec,
    file: number,
    private readonly format: IntakeFormat,
    private readonly gathers: Ruleset['gathers'],
  ) {
    this.source = SourceFile.open(spec.path)
    const plain = new PlainRows(2 * TEXT_BYTES, spec.start.columns.width)
    this.room = Buffer.from(plain.text.buffer, plain.text.byteOffset, plain.text.length)
    this.options = {
      file,
      plain,
      columns: spec.start.columns,
      namesSomebody: (fields) => format.personKeys(fields).length > 0,
    }
  }

  /**
   * The rows from `place` to `end`, where a record must end. With `reuse`, rows of this file that are not needed any
   * more, they take over its memory, and are good only until rows are read in this way again.
   */
  rows(place: TextPlace, end: number, reuse?: CutRows): CutRows {
    const { text, bytes } = this.text(place.offset, end, reuse === undefined ? undefined : this.room)
    const known = { ...this.options, bytes, reuse }
    return this.gathers === 'record-set'
      ? cutGoodRows(this.format.layout, text, place, known)
      : cutRows(this.format.layout, text, place, known)
  }

  /**
   * The rows that begin at `place` or later and before `until`, as far as about `TEXT_BYTES` hold them. `end` is the
   * offset after them, and `lines` the number of physical lines up to there. They are good only until rows are read in
   * this way again. Throws VALIDATION on a malformed row, unless the record set sets such rows aside.
   */
  nextRows(
    place: TextPlace,
    until: number,
    how: Pick<KnownOfText, 'reuse'> & Pick<PieceOfText, 'skims'>,
  ): { rows: CutRows; end: number; lines: number } {
    const { layout } = this.format
    for (let length = TEXT_BYTES; ; length *= 2) {
      const textEnd = Math.min(place.offset + length, this.source.bytes)
      const { text, bytes } = this.text(place.offset, textEnd, this.room)
      const known = {
        ...this.options,
        ...how,
        bytes,
        before: until - place.offset,
        last: textEnd === this.source.bytes,
      }
      const { rows, end } =
        this.gathers === 'record-set' ? cutGoodPiece(layout, text, place, known) : cutPiece(layout, text, place, known)
      if (end > 0) return { rows, end: place.offset + end, lines: linesIn(text, end) }
    }
  }

  /** Where the first record at `offset` or later seems to begin: at the next line. The end of the file if there is none. */
  firstRecordFrom(offset: number): number {
    if (offset <= this.spec.start.dataStart) return this.spec.start.dataStart
    for (let at = offset - 1; at < this.source.bytes; at += TEXT_BYTES) {
      const lineFeed = this.source.read(at, Math.min(at + TEXT_BYTES, this.source.bytes), this.room).indexOf(LINE_FEED)
      if (lineFeed !== -1) return at + lineFeed + 1
    }
    return this.source.bytes
  }

  close(): void {
    this.source.close()
  }

  private text(start: number, end: number, room: Buffer | undefined): { text: string; bytes: Uint8Array } {
    const bytes = this.source.read(start, end, room)
    // A plain array: taking a part of a Buffer is slower.
    return { text: bytes.toString('latin1'), bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) }
  }
}

/** Physical lines of the text up to `end`, counted by their ends alone. */
function linesIn(text: string, end: number): number {
  let lines = 0
  let at = 0
  while (at < end) {
    const lineFeed = text.indexOf('\n', at)
    at = lineFeed === -1 ? end : lineFeed + 1
    lines++
  }
  return lines
}
