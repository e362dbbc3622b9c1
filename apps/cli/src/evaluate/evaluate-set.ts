import type { Program } from '@cmr/engine'
import { ResultRenderer } from '@cmr/intake'
import type { IntakeFormat } from '@cmr/jurisdiction'
import {
  FileRefused,
  type IndexedSet,
  indexSet,
  onAllLanes,
  otherCounty,
  RANGE_BYTES,
  requireRows,
} from './index-set.ts'
import type { JoinedFile } from './join-ranges.ts'
import type { Lane, LocalLane } from './lane.ts'
import { withLateSetAside } from './late-set-aside.ts'
import { requireBalance } from './ledger.ts'
import { openStart } from './open-start.ts'
import { PieceSizes } from './piece-sizes.ts'
import { refusalOf } from './refusal.ts'
import { ResultFiles } from './result-files.ts'
import { emptyTally, mergeTally, type Tally } from './run-tally.ts'
import type { SetFileSpec } from './set-file.ts'
import { SharedWork } from './shared-work.ts'

/** Files that are evaluated together, and what is to become of them. */
export interface SetRequest {
  readonly inputs: readonly SetInput[]
  readonly program: Program
  readonly format: IntakeFormat
  /** Whether to go on with a file of which no row names the county. */
  readonly anyCounty: boolean
}

export interface SetInput {
  readonly path: string
  /** Where each of the ruleset's result files goes, in its order. */
  readonly outputs: readonly string[]
}

/** Where the work is done, and who is told of it. */
export interface SetHost {
  readonly local: LocalLane
  /** What a lane indexes at a time; by default as much as pays. */
  readonly rangeBytes?: number
  /** The lanes for inputs of that many bytes, the local one among them. */
  lanesFor(bytes: number): readonly Lane[]
  /** A stage begins. `done` says how far it has come. */
  begin(stage: SetStage, done: () => { readonly rows?: number; readonly bytes?: number }): void
}

export interface SetStage {
  readonly name: 'indexing' | 'evaluating'
  readonly totalRows?: number
  readonly totalBytes?: number
}

/** What a record set came to. */
export interface EvaluatedSet {
  readonly tally: Tally
  /** Parallel to the inputs. */
  readonly files: readonly JoinedFile[]
}

/**
 * Evaluates a record set and writes its result files. The files are read twice, once to find whose rows stand where and
 * once to evaluate them, and never held in memory. The first time they are only skimmed; where a file must be refused for
 * what is in it, it is read again with care, to say which line is the first. Throws `FileRefused` when one of them is
 * refused; then, as after any error, nothing is left behind.
 */
export async function evaluateSet(request: SetRequest, host: SetHost): Promise<EvaluatedSet> {
  const { inputs, program, format } = request
  const { gathers } = program.ruleset
  const files = inputs.map(({ path }, file) => refusing(file, () => openStart(path, format.layout, gathers)))
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const lanes = host.lanesFor(bytes)
  const specs = files.map(({ path, start }) => ({ path, start }))
  const opened = Promise.all(lanes.filter((lane) => lane !== host.local).map((lane) => lane.open(specs)))
  // Awaited below; a lane that cannot open the files will say so again.
  opened.catch(() => undefined)
  await host.local.open(specs)
  try {
    try {
      return await evaluateOpen(request, host, files, lanes, true)
    } catch (error) {
      if (!isMisread(error)) throw error
    }
    return await evaluateOpen(request, host, files, lanes, false)
  } finally {
    await opened.catch(() => undefined)
    await Promise.all(lanes.map(async (lane) => lane.close()))
  }
}

/** Whether an error is about malformed rows: after skimming, the one that it names need not be the first. */
function isMisread(error: unknown): boolean {
  const cause = error instanceof FileRefused ? error.cause : error
  return refusalOf(cause)?.errorType === 'PARSING'
}

/** Indexes and evaluates files that all lanes have open. `skims`: see `indexSet`. */
async function evaluateOpen(
  request: SetRequest,
  host: SetHost,
  files: readonly (SetFileSpec & { readonly bytes: number })[],
  lanes: readonly Lane[],
  skims: boolean,
): Promise<EvaluatedSet> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const work = new SharedWork()
  const { rangeBytes = RANGE_BYTES } = host
  host.begin({ name: 'indexing', totalBytes: bytes }, () => ({ bytes: Math.min(work.taken * rangeBytes, bytes) }))
  const { gathers } = request.program.ruleset
  const indexed = await indexSet(files, gathers, lanes, host.local, work, { rangeBytes, skims })
  checkCounties(request, indexed)
  return evaluatePieces(request, indexed, lanes, host)
}

/** Does something with a file of the set; its errors are the file's. */
function refusing<T>(file: number, task: () => T): T {
  try {
    return task()
  } catch (error) {
    throw new FileRefused(file, error)
  }
}

function checkCounties({ anyCounty, program }: SetRequest, { files }: IndexedSet): void {
  if (anyCounty) return
  for (const [file, { county }] of files.entries()) {
    if (!county.isNamed) throw new FileRefused(file, otherCounty(program.environment.county, county.others))
  }
}

/** Evaluates and writes all pieces. */
async function evaluatePieces(
  { inputs, program, format }: SetRequest,
  { index, files: indexed }: IndexedSet,
  lanes: readonly Lane[],
  host: SetHost,
): Promise<EvaluatedSet> {
  const { results } = program.ruleset
  const work = new SharedWork()
  const totalRows = indexed.reduce((sum, { ledger }) => sum + ledger.loadedRows, 0)
  host.begin({ name: 'evaluating', totalRows }, () => ({
    rows: Math.round(totalRows * Math.min(1, work.taken / Math.max(1, index.pieces))),
  }))
  const headers = new ResultRenderer(format.layout, results).headers().map((line) => Buffer.from(line, 'latin1'))
  const written = await ResultFiles.create(inputs.flatMap(({ outputs }) => outputs))
  try {
    const handles = await written.begin(inputs.flatMap(() => headers))
    const outputs = inputs.map((_, file) => handles.slice(file * headers.length, (file + 1) * headers.length))
    const sizes = new PieceSizes(index.pieces, headers.length).memory
    const setAside = indexed.map((file) => file.setAside.map(({ row }) => row))
    const task = { index: index.columns, setAside, outputs, sizes, work: work.memory }
    const tally = emptyTally(program)
    for (const part of await onAllLanes(lanes, work, (lane) => lane.evaluate(task))) mergeTally(program, tally, part)
    const files = withLateSetAside(indexed, tally.setAside)
    if (program.ruleset.gathers === 'record-set') files.forEach(requireRows)
    requireBalance(files, tally)
    await written.finish()
    return { tally, files }
  } catch (error) {
    await written.discard()
    throw error
  }
}
