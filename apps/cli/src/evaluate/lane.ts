import { ByteWriter, ResultRenderer } from '@cmr/intake'
import { FileIndex, type IndexColumns } from './file-index.ts'
import { IndexedFile } from './indexed-file.ts'
import type { Runs } from './piece.ts'
import { loadProgram, type ProgramSpec } from './program-spec.ts'
import { SourceFile } from './source-file.ts'
import { type RowCells, SubjectEvaluator } from './subject-evaluator.ts'

/** One piece of the open file. */
export interface PieceTask extends Runs {
  /** Cells of rows in this piece whose subjects begin in earlier pieces. */
  readonly cells: RowCells
}

export interface PieceResult {
  /** What the piece adds to each result file. */
  readonly parts: Uint8Array<ArrayBuffer>[]
  /** Cells of rows in later pieces whose subjects begin in this one. */
  readonly later: RowCells
}

/** Where pieces are evaluated: in this thread or in another. One file is open at a time. */
export interface Lane {
  open(path: string, index: IndexColumns): Promise<void>
  /** Evaluates and renders a piece. May be asked for a second piece while the first is worked on. */
  run(task: PieceTask): Promise<PieceResult>
  /** Closes the file. Returns the summary's state over the pieces of this lane. */
  close(): Promise<unknown>
  /** Ends the lane. Safe at any time. */
  end(): Promise<void>
}

/** A lane in this thread. */
export class LocalLane implements Lane {
  private readonly loaded: ReturnType<typeof loadProgram>
  private readonly renderer: ResultRenderer
  private opened: { source: SourceFile; file: IndexedFile; evaluator: SubjectEvaluator } | undefined
  /** Bytes a piece last added to each result file: what the next will need. */
  private readonly rooms: number[] = []

  constructor(
    spec: ProgramSpec,
    private readonly now: string,
  ) {
    this.loaded = loadProgram(spec)
    const { format, program } = this.loaded
    this.renderer = new ResultRenderer(format.layout, program.ruleset.results)
  }

  async open(path: string, index: IndexColumns): Promise<void> {
    const { program, format } = this.loaded
    const source = await SourceFile.open(path)
    const file = new IndexedFile(source, format.layout, new FileIndex(index))
    this.opened = { source, file, evaluator: new SubjectEvaluator(file, format, program, this.now) }
  }

  async run({ firstRun, endRun, cells }: PieceTask): Promise<PieceResult> {
    const { file, evaluator } = this.required()
    const own: RowCells = new Map()
    const writers = this.loaded.program.ruleset.results.files.map((_, i) => new ByteWriter(this.rooms[i] ?? 0))
    for await (const slice of file.slices({ firstRun, endRun })) {
      await evaluator.evaluate(slice, own)
      this.renderer.renderInto(writers, slice.rows, (row) => own.get(row) ?? cells.get(row))
    }
    writers.forEach((writer, i) => (this.rooms[i] = Math.ceil(writer.length * 1.1)))
    const endRow = file.index.firstRow(endRun)
    const later: RowCells = new Map([...own].filter(([row]) => row >= endRow))
    return { parts: writers.map((writer) => writer.bytes()), later }
  }

  async close(): Promise<unknown> {
    const { source, evaluator } = this.required()
    this.opened = undefined
    await source.close()
    return evaluator.tally
  }

  async end(): Promise<void> {
    await this.opened?.source.close()
    this.opened = undefined
  }

  private required(): NonNullable<LocalLane['opened']> {
    if (this.opened === undefined) throw new Error('no file is open')
    return this.opened
  }
}
