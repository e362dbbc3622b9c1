import { ByteWriter, type CutRows, type ResultRenderer } from '@cmr/intake'
import { writeSync } from 'node:fs'
import { outputError } from '../file-error.ts'
import type { PieceSizes } from './piece-sizes.ts'
import type { RecordIndex } from './record-index.ts'
import type { SetFile } from './set-file.ts'
import type { SharedWork } from './shared-work.ts'
import type { SubjectEvaluator } from './subject-evaluator.ts'

/** A result file that is being written, as threads are told of it. */
export interface OutputSpec {
  readonly path: string
  readonly handle: number
  /** Bytes of its header line, which is there already. */
  readonly headerBytes: number
}

interface Rendered {
  readonly piece: number
  readonly writers: readonly ByteWriter[]
}

/** Rendered pieces may wait until those before them are rendered, but not without end. */
const MOST_WAITING = 8
const WAIT_MS = 20

/** Renders pieces and writes each to its place in the result files. */
export class PieceRenderer {
  private readonly waiting: Rendered[] = []
  private readonly unused: (readonly ByteWriter[])[] = []
  /** The piece up to which `ends` are known, and the bytes its file's result files have before it. */
  private reached = 0
  private reachedFile = -1
  private offsets: number[] = []

  constructor(
    private readonly index: RecordIndex,
    private readonly outputs: readonly (readonly OutputSpec[])[],
    private readonly sizes: PieceSizes,
    private readonly renderer: ResultRenderer,
    private readonly evaluator: SubjectEvaluator,
    private readonly work: SharedWork,
  ) {}

  /** Renders the rows of a piece that was evaluated, and writes whatever has its turn. */
  render(piece: number, rows: CutRows): void {
    const { file } = this.index.piece(piece)
    const outputs = this.outputs[file] ?? []
    const writers = this.unused.pop() ?? outputs.map(() => new ByteWriter(0))
    let determined = 0
    this.renderer.renderLines(writers, rows, (row) => {
      const line = this.evaluator.takeLine(file, row)
      if (line !== undefined) determined++
      return line
    })
    this.evaluator.tally.addWritten(rows.count, determined)
    this.sizes.tell(
      piece,
      writers.map(({ length }) => length),
    )
    this.waiting.push({ piece, writers })
    this.writeReady()
  }

  /** Whether pieces must be written before another is rendered. */
  get isFull(): boolean {
    return this.waiting.length >= MOST_WAITING
  }

  /** Whether all was written. */
  get isEmpty(): boolean {
    return this.waiting.length === 0
  }

  /** Waits a moment for pieces of other threads, and writes what has its turn then. */
  wait(): void {
    const [next] = this.waiting
    if (next === undefined || this.work.isStopped) return
    this.advance(next.piece)
    if (this.reached < next.piece) this.sizes.wait(this.reached, WAIT_MS)
    this.writeReady()
  }

  private writeReady(): void {
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      this.advance(next.piece)
      if (this.reached < next.piece) return
      this.write(next)
      this.waiting.shift()
      for (const writer of next.writers) writer.clear()
      this.unused.push(next.writers)
    }
  }

  /** Goes on to `piece`, as far as the pieces before it are rendered. */
  private advance(piece: number): void {
    while (this.reached < piece && this.sizes.has(this.reached)) {
      this.enterFile(this.reached)
      this.offsets = this.offsets.map((offset, i) => offset + this.sizes.size(this.reached, i))
      this.reached++
    }
    if (this.reached === piece) this.enterFile(piece)
  }

  private enterFile(piece: number): void {
    const { file } = this.index.piece(piece)
    if (file === this.reachedFile) return
    this.reachedFile = file
    this.offsets = (this.outputs[file] ?? []).map(({ headerBytes }) => headerBytes)
  }

  private write({ piece, writers }: Rendered): void {
    const outputs = this.outputs[this.index.piece(piece).file] ?? []
    for (const [i, output] of outputs.entries()) {
      const bytes = writers[i]?.bytes()
      if (bytes !== undefined) writeAt(output, bytes, this.offsets[i] ?? 0)
    }
  }
}

function writeAt({ handle, path }: OutputSpec, bytes: Uint8Array, position: number): void {
  try {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(handle, bytes, done, bytes.length - done, position + done)
    }
  } catch (error) {
    throw outputError(error, path)
  }
}

/**
 * Evaluates, renders and writes the pieces that no other thread has taken, until there are none. `setAside`: which rows
 * of each file were set aside when it was indexed; the evaluator's tally is told of others.
 */
export async function renderPieces(
  index: RecordIndex,
  files: readonly SetFile[],
  setAside: readonly ReadonlySet<number>[],
  pieces: PieceRenderer,
  evaluator: SubjectEvaluator,
  work: SharedWork,
  onTurn: () => Promise<void> | void,
): Promise<void> {
  const reuse: (CutRows | undefined)[] = []
  for (let piece = work.take(index.pieces); piece < index.pieces; piece = work.take(index.pieces)) {
    const runs = index.piece(piece)
    const { file, firstRun, endRun } = runs
    const place = { offset: index.start(firstRun), row: index.firstRow(firstRun), line: index.firstLine(firstRun) }
    const rows = files[file]?.rows(place, index.end(endRun - 1), reuse[file])
    if (rows === undefined) continue
    for (const row of rows.setAside)
      if (setAside[file]?.has(row.row) !== true) evaluator.tally.addSetAside({ file, row })
    evaluator.evaluate(runs, rows)
    pieces.render(piece, rows)
    reuse[file] = rows
    await onTurn()
    while (pieces.isFull && !work.isStopped) {
      pieces.wait()
      await onTurn()
    }
  }
  while (!pieces.isEmpty && !work.isStopped) {
    pieces.wait()
    await onTurn()
  }
}
