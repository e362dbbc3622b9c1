import type { Program } from '@cmr/engine'
import { ResultRenderer } from '@cmr/intake'
import type { FileTally, IntakeFormat } from '@cmr/jurisdiction'
import type { Progress, Stage } from '../progress.ts'
import { checkCounty } from './check-county.ts'
import { indexFile } from './index-file.ts'
import type { Lane } from './lane.ts'
import { IndexedFile } from './indexed-file.ts'
import { piecesOf } from './piece.ts'
import { refusalOf } from './refusal.ts'
import { ResultFiles } from './result-files.ts'
import { runPieces } from './run-pieces.ts'
import { SourceFile } from './source-file.ts'

/** One input file and what is to become of it. */
export interface FileRequest {
  readonly path: string
  readonly position: NonNullable<Stage['position']>
  readonly program: Program
  readonly format: IntakeFormat
  /** Whether to go on with a file of which no row names the county. */
  readonly anyCounty: boolean
  /** Where each of the ruleset's result files goes, in its order. */
  readonly outputs: readonly string[]
  /** Where the work is done; asked once the file's size is known. */
  lanesFor(bytes: number): readonly Lane[]
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
  const report = (rows: number, bytes?: number): void => {
    signal.throwIfAborted()
    progress.update(bytes === undefined ? { rows } : { rows, bytes })
  }
  const lanes = request.lanesFor(source.bytes)
  progress.begin({ ...stage, name: 'indexing', totalBytes: source.bytes })
  const file = new IndexedFile(source, format.layout, await indexFile(source, format.layout, report))
  const { rows: totalRows, subjects } = file.index
  if (!request.anyCounty) {
    progress.begin({ ...stage, name: 'checking', totalRows })
    await checkCounty(file, format, program.environment.county, report)
  }
  progress.begin({ ...stage, name: 'evaluating', totalRows })
  try {
    const state = await evaluatePieces(file, request, lanes, report)
    return { tally: { state, rows: totalRows }, subjects }
  } catch (error) {
    if (refusalOf(error) !== undefined) await throwFirstMalformed(file)
    throw error
  }
}

/** Evaluates and writes all pieces. Returns the summary's state over the file. */
async function evaluatePieces(
  { index }: IndexedFile,
  { path, program, format, outputs }: FileRequest,
  lanes: readonly Lane[],
  onRows: (rows: number) => void,
): Promise<unknown> {
  const { results, summary } = program.ruleset
  const files = await ResultFiles.create(outputs)
  try {
    const headers = new ResultRenderer(format.layout, results).headers()
    await files.write(headers.map((line) => Buffer.from(line, 'latin1')))
    await Promise.all(lanes.map(async (lane) => lane.open(path, index.columns)))
    await runPieces(index, lanes, async (parts) => files.write(parts), onRows)
    const tally: unknown = summary.empty()
    for (const lane of lanes) summary.merge(tally, await lane.close())
    await files.finish()
    return tally
  } catch (error) {
    await files.discard()
    throw error
  }
}

/**
 * Rows of a subject are also read ahead of their piece, so a malformed row may be met before an earlier one. The
 * refusal names the first: this throws it.
 */
async function throwFirstMalformed(file: IndexedFile): Promise<void> {
  for (const piece of piecesOf(file.index)) {
    for await (const _slice of file.slices(piece)) continue
  }
}
