import type { CutRows, Entry } from '@cmr/intake'
import { subjectKeyOf, trimSpace } from '@cmr/intake'
import type { IntakeFormat, Ruleset } from '@cmr/jurisdiction'
import type { JoinedFile } from '../evaluate/join-ranges.ts'
import { NONE, type RecordIndex, type Runs } from '../evaluate/record-index.ts'
import type { SetFile } from '../evaluate/set-file.ts'

/** A person of a record set: all rows, in the order of files and rows. */
export type PersonVisit = (entries: readonly Entry[]) => void

/** Reads the people of an indexed record set, each with all rows wherever they stand. Holds one piece of a file at a time. */
export class PeopleReader {
  /** `onTurn` is awaited after each piece with the share that is done, 0 to 1; what it throws ends the reading. */
  constructor(
    private readonly index: RecordIndex,
    /** What was found in each file. */
    readonly joined: readonly JoinedFile[],
    private readonly files: readonly SetFile[],
    private readonly format: IntakeFormat,
    private readonly gathers: Ruleset['gathers'],
    private readonly onTurn: (share: number) => Promise<void>,
  ) {}

  get people(): number {
    return this.index.people
  }

  /**
   * Visits everybody once, in the order of first rows. Entries are good for the visit only. `afterPiece` is awaited some
   * hundred people apart, to write what visits came to.
   */
  async visit(each: PersonVisit, afterPiece?: () => Promise<void>): Promise<void> {
    await this.forEachRun((run, rows, from, end) => {
      if (this.index.ownRun(run) !== run) return false
      each(this.index.nextRun(run) === NONE ? entriesOf(rows, from, end) : this.entriesFrom(run))
      return false
    }, afterPiece)
  }

  /** All rows of the person a source's own key stands for; undefined when no row carries it. */
  async find(key: string): Promise<readonly Entry[] | undefined> {
    const plain = (text: string): string => (this.gathers === 'record-set' ? trimSpace(text) : text)
    const wanted = plain(key)
    let found: readonly Entry[] | undefined
    await this.forEachRun((run, rows, from) => {
      // All rows of a run carry the same key.
      if (plain(subjectKeyOf(this.format.layout, rows.entry(from))) !== wanted) return false
      found = this.entriesFrom(this.index.ownRun(run))
      return true
    })
    return found
  }

  /** Visits runs in order, with the rows of each from `from` to `end` (exclusive), until a visit returns true. */
  private async forEachRun(
    visit: (run: number, rows: CutRows, from: number, end: number) => boolean,
    afterPiece?: () => Promise<void>,
  ): Promise<void> {
    const { index } = this
    const reuse: (CutRows | undefined)[] = []
    for (let piece = 0; piece < index.pieces; piece++) {
      const runs = index.piece(piece)
      const rows = this.rowsOf(runs, reuse[runs.file])
      let from = 0
      for (let run = runs.firstRun; run < runs.endRun; run++) {
        const end = run + 1 === runs.endRun ? rows.count : rows.indexFrom(index.firstRow(run + 1))
        if (visit(run, rows, from, end)) return
        from = end
      }
      reuse[runs.file] = rows
      await afterPiece?.()
      await this.onTurn((piece + 1) / index.pieces)
    }
  }

  private rowsOf({ file, firstRun, endRun }: Runs, reuse?: CutRows): CutRows {
    const { index } = this
    const place = { offset: index.start(firstRun), row: index.firstRow(firstRun), line: index.firstLine(firstRun) }
    const source = this.files[file]
    if (source === undefined) throw new RangeError('no such file in the record set')
    return source.rows(place, index.end(endRun - 1), reuse)
  }

  private entriesFrom(own: number): Entry[] {
    const entries: Entry[] = []
    for (let run = own; run !== NONE; run = this.index.nextRun(run)) {
      const rows = this.rowsOf(this.index.runAlone(run))
      for (const entry of entriesOf(rows, 0, rows.count)) entries.push(entry)
    }
    return entries
  }
}

function entriesOf(rows: CutRows, from: number, end: number): Entry[] {
  return Array.from({ length: end - from }, (_, i) => rows.entry(from + i))
}
