import { ResultRenderer } from '@cmr/intake'
import type { FoundRange } from './found-range.ts'
import { type FileRange, indexRange, UNKNOWN_PLACE } from './index-range.ts'
import { PieceSizes } from './piece-sizes.ts'
import { loadProgram, type ProgramSpec } from './program-spec.ts'
import { type IndexColumns, RecordIndex } from './record-index.ts'
import { type OutputSpec, PieceRenderer, renderPieces } from './render-pieces.ts'
import type { Tally } from './run-tally.ts'
import { SetFile, type SetFileSpec, type TextPlace } from './set-file.ts'
import { SharedWork } from './shared-work.ts'
import { SubjectEvaluator } from './subject-evaluator.ts'

/** Ranges to be indexed. Every lane gets the same task and takes ranges from it until there are none. */
export interface IndexTask {
  readonly ranges: readonly FileRange[]
  /** See `IndexTarget`. */
  readonly skims: boolean
  /** Memory of a `SharedWork`. */
  readonly work: SharedArrayBuffer
}

/** What a range came to, by its number: its records, or why it cannot be read. */
export interface IndexedRange {
  readonly range: number
  readonly start: number
  readonly found: FoundRange | Error
}

/** Pieces to be evaluated, shared in the same way. */
export interface EvaluateTask {
  readonly index: IndexColumns
  /** Numbers of the rows of each file that were set aside. */
  readonly setAside: readonly (readonly number[])[]
  /** The result files of each file. */
  readonly outputs: readonly (readonly OutputSpec[])[]
  /** Memory of a `PieceSizes` and of a `SharedWork`. */
  readonly sizes: SharedArrayBuffer
  readonly work: SharedArrayBuffer
}

/** Where work is done: in this thread or in another. One record set is open at a time. */
export interface Lane {
  open(files: readonly SetFileSpec[]): Promise<void>
  index(task: IndexTask): Promise<IndexedRange[]>
  evaluate(task: EvaluateTask): Promise<Tally>
  close(): Promise<void>
  /** Ends the lane. Safe at any time. */
  end(): Promise<void>
}

/** A lane in this thread. */
export class LocalLane implements Lane {
  private readonly loaded: ReturnType<typeof loadProgram>
  private files: readonly SetFile[] = []

  /** `onTurn` is awaited after every piece of work; what it throws ends the work. */
  constructor(
    spec: ProgramSpec,
    private readonly now: string,
    private readonly onTurn: () => Promise<void> | void = () => undefined,
  ) {
    this.loaded = loadProgram(spec)
  }

  async open(files: readonly SetFileSpec[]): Promise<void> {
    const { format, program } = this.loaded
    this.files = files.map((file, i) => new SetFile(file, i, format, program.ruleset.gathers))
  }

  async index({ ranges, skims, work: memory }: IndexTask): Promise<IndexedRange[]> {
    const work = new SharedWork(memory)
    const indexed: IndexedRange[] = []
    for (let range = work.take(ranges.length); range < ranges.length; range = work.take(ranges.length)) {
      const of = ranges[range]
      if (of !== undefined) indexed.push({ range, ...this.indexOne(of, skims) })
      await this.onTurn()
    }
    return indexed
  }

  /** Indexes a range whose first record begins at `start`; left out, at the first line in the range. */
  indexOne(range: FileRange, skims: boolean, start?: TextPlace): Omit<IndexedRange, 'range'> {
    const file = this.files[range.file]
    if (file === undefined) throw new RangeError('no such file in the record set')
    const { format, program } = this.loaded
    const { gathers } = program.ruleset
    const from = start ?? { ...UNKNOWN_PLACE, offset: file.firstRecordFrom(range.start) }
    const target = { format, gathers, county: program.environment.county, skims }
    try {
      return { start: from.offset, found: indexRange(file, range, from, target) }
    } catch (error) {
      return { start: from.offset, found: error instanceof Error ? error : new Error('unknown error') }
    }
  }

  async evaluate(task: EvaluateTask): Promise<Tally> {
    const { format, program } = this.loaded
    const index = new RecordIndex(task.index)
    const work = new SharedWork(task.work)
    const { results } = program.ruleset
    const sizes = new PieceSizes(index.pieces, results.files.length, task.sizes)
    const evaluator = new SubjectEvaluator(index, this.files, format, program, this.now)
    const renderer = new ResultRenderer(format.layout, results)
    const pieces = new PieceRenderer(index, task.outputs, sizes, renderer, evaluator, work)
    const setAside = task.setAside.map((rows) => new Set(rows))
    await renderPieces(index, this.files, setAside, pieces, evaluator, work, this.onTurn)
    return evaluator.tally.finish()
  }

  async close(): Promise<void> {
    for (const file of this.files) file.close()
    this.files = []
  }

  async end(): Promise<void> {
    await this.close()
  }
}
