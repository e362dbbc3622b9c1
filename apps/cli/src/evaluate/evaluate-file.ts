import type { Program } from '@cmr/engine'
import { ByteWriter, ResultRenderer } from '@cmr/intake'
import type { FileTally, IntakeFormat } from '@cmr/jurisdiction'
import type { Progress, Stage } from '../progress.ts'
import { checkCounty } from './check-county.ts'
import { indexFile } from './file-index.ts'
import { IndexedFile } from './piece.ts'
import { PieceEvaluator } from './piece-evaluator.ts'
import { ResultFiles } from './result-files.ts'
import { PIECE_BYTES, SourceFile } from './source-file.ts'

/** One input file and what is to become of it. */
export interface FileRequest {
  readonly path: string
  readonly position: NonNullable<Stage['position']>
  readonly program: Program
  readonly format: IntakeFormat
  /** The day the run is made, YYYY-MM-DD. */
  readonly now: string
  /** Whether to go on with a file of which no row names the county. */
  readonly anyCounty: boolean
  /** Where each of the ruleset's result files goes, in its order. */
  readonly outputs: readonly string[]
}

/** What one file came to. */
export interface EvaluatedFile {
  readonly tally: FileTally<unknown>
  readonly subjects: number
}

/**
 * Evaluates one file and writes its result files. It is read twice, once to find whose rows stand where and once to
 * evaluate them, and never held in memory. Throws VALIDATION or CONFLICT when the file is refused; then, as after
 * any error, nothing of it is left behind.
 */
export async function evaluateFile(
  request: FileRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<EvaluatedFile> {
  const source = await SourceFile.open(request.path)
  try {
    return await evaluateSource(source, request, progress, signal)
  } finally {
    await source.close()
    progress.end()
  }
}

async function evaluateSource(
  source: SourceFile,
  request: FileRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<EvaluatedFile> {
  const { format, program } = request
  const stage = { file: request.path, position: request.position }
  progress.begin({ ...stage, name: 'indexing', totalBytes: source.bytes })
  const index = await indexFile(source, format.layout, (rows, bytes) => {
    signal.throwIfAborted()
    progress.update({ rows, bytes })
  })
  const file = new IndexedFile(source, format.layout, index)
  if (!request.anyCounty) {
    progress.begin({ ...stage, name: 'checking', totalRows: index.rows })
    await checkCounty(file, format, program.environment.county)
  }
  progress.begin({ ...stage, name: 'evaluating', totalRows: index.rows })
  const evaluator = new PieceEvaluator(file, format, program, request.now)
  await writeResults(file, evaluator, request, (rows) => {
    signal.throwIfAborted()
    progress.update({ rows })
  })
  return { tally: { state: evaluator.tally, rows: index.rows }, subjects: index.subjects }
}

function makeWriters(count: number): ByteWriter[] {
  return Array.from({ length: count }, () => new ByteWriter(PIECE_BYTES))
}

async function writeResults(
  file: IndexedFile,
  evaluator: PieceEvaluator,
  { program, format, outputs }: FileRequest,
  onProgress: (rows: number) => void,
): Promise<void> {
  const renderer = new ResultRenderer(format.layout, program.ruleset.results)
  const results = await ResultFiles.create(outputs)
  try {
    await results.write(renderer.headers().map((line) => Buffer.from(line, 'latin1')))
    let [writers, others] = [makeWriters(outputs.length), makeWriters(outputs.length)]
    for await (const piece of file.pieces()) {
      await evaluator.evaluate(piece)
      for (const writer of writers) writer.clear()
      renderer.renderInto(writers, piece.rows, evaluator.takeCells)
      await results.write(writers.map((writer) => writer.bytes()))
      // What was handed over is written while the next piece goes to the other writers.
      ;[writers, others] = [others, writers]
      onProgress(file.index.firstRows[piece.endRun] ?? 0)
    }
    await results.finish()
  } catch (error) {
    await results.discard()
    throw error
  }
}
