import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { outputError } from '../file-error.ts'
import { PartialFile } from '../partial-file.ts'
import type { Progress } from '../progress.ts'
import { evaluateFile, type EvaluatedFile } from './evaluate-file.ts'
import { Lanes } from './lanes.ts'
import { loadProgram, type ProgramSpec } from './program-spec.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { removeResults, resultPaths } from './result-files.ts'

/** A run over files with one program. */
export interface RunRequest {
  readonly spec: ProgramSpec
  /** The day the run is made, YYYY-MM-DD. */
  readonly now: string
  /** Whether to go on with a file of which no row names the county. */
  readonly anyCounty: boolean
  /** Threads beside this one for large files. */
  readonly threads: number
  /** Input files, in the order their results are numbered. */
  readonly files: readonly string[]
  /** The folder results go to; made when there is none. */
  readonly folder: string
}

/** What became of one input. */
export type FileOutcome = {
  readonly file: string
  /** 1-based among the inputs. */
  readonly position: number
} & (
  | { readonly rows: number; readonly subjects: number; readonly outputs: readonly string[] }
  | { readonly refused: Refusal }
)

/** What a run wrote. */
export interface RunOutcome {
  readonly files: readonly FileOutcome[]
  /** Path of the summary; undefined when a file was refused. */
  readonly summary: string | undefined
  /** Path of the file of errors; undefined when none was refused. */
  readonly errors: string | undefined
  readonly seconds: number
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await PartialFile.create(path)
  try {
    await file.write(Buffer.from(text))
    await file.finish()
  } catch (error) {
    await file.discard()
    throw error
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw outputError(error, folder)
  }
}

/**
 * Evaluates files one after the other. A refused file leaves no results and does not stop the others; then
 * `errors.json` says why and no summary is written. Results, summary or errors an earlier run left under the same
 * names are replaced or removed, so that everything under these names is this run's.
 */
export async function evaluateFiles(request: RunRequest, progress: Progress, signal: AbortSignal): Promise<RunOutcome> {
  const lanes = new Lanes({ spec: request.spec, now: request.now }, request.threads)
  try {
    return await evaluateOnLanes(request, lanes, progress, signal)
  } finally {
    await lanes.end()
  }
}

async function evaluateOnLanes(
  request: RunRequest,
  lanes: Lanes,
  progress: Progress,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { spec, now, anyCounty, folder } = request
  const { program, format } = loadProgram(spec)
  const { results, summary } = program.ruleset
  const begun = performance.now()
  const summaryPath = join(folder, `${summary.fileName}.json`)
  const errorsPath = join(folder, 'errors.json')
  await makeFolder(folder)
  await Promise.all([rm(summaryPath, { force: true }), rm(errorsPath, { force: true })])

  const outcomes: FileOutcome[] = []
  const tallies: EvaluatedFile['tally'][] = []
  const refusals: Record<string, { errorType: string; errorMessage: string }> = {}
  for (const [i, path] of request.files.entries()) {
    const position = i + 1
    const outputs = resultPaths(folder, results.files, request.files.length === 1 ? undefined : position)
    try {
      const place = { index: position, of: request.files.length }
      const lanesFor = (bytes: number) => lanes.for(bytes)
      const file = { path, position: place, program, format, anyCounty, outputs, lanesFor }
      const { tally, subjects } = await evaluateFile(file, progress, signal)
      tallies.push(tally)
      outcomes.push({ file: path, position, rows: tally.rows, subjects, outputs })
    } catch (error) {
      const refused = refusalOf(error)
      if (refused === undefined) throw error
      await removeResults(outputs)
      refusals[path] = { errorType: refused.errorType, errorMessage: refused.message }
      outcomes.push({ file: path, position, refused })
    }
  }
  const seconds = (performance.now() - begun) / 1000
  if (Object.keys(refusals).length > 0) {
    await writeWhole(errorsPath, JSON.stringify(refusals, null, 2) + '\n')
    return { files: outcomes, summary: undefined, errors: errorsPath, seconds }
  }
  const report = summary.report(tallies, { ...program.environment, now, seconds })
  await writeWhole(summaryPath, JSON.stringify(report, null, 2) + '\n')
  return { files: outcomes, summary: summaryPath, errors: undefined, seconds }
}
