import { mkdir } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { outputError } from '../file-error.ts'
import type { Progress } from '../progress.ts'
import { Artifacts } from './artifacts.ts'
import { evaluateSet, type EvaluatedSet, type SetHost, type SetInput } from './evaluate-set.ts'
import { FileRefused } from './index-set.ts'
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
  /** Threads that may work on large inputs, 1 or more. */
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
  | { readonly rows: number; readonly setAside: number; readonly outputs: readonly string[] }
  | { readonly refused: Refusal }
  /** Nothing is wrong with it, but a file it must be evaluated together with was refused. */
  | { readonly heldBack: true }
)

/** What a run wrote. */
export interface RunOutcome {
  readonly files: readonly FileOutcome[]
  /** People counted once over all inputs where these are one record set, else once an input. */
  readonly people: number
  /** Paths of the report, the ledger and the like; none when a file was refused. */
  readonly artifacts: Readonly<Record<string, string>>
  /** Path of the file of errors; undefined when no file was refused. */
  readonly errors: string | undefined
  readonly seconds: number
}

/** Inputs that are evaluated together. */
interface InputSet {
  /** 0-based among the inputs. */
  readonly first: number
  readonly inputs: readonly SetInput[]
}

/** How often the work lets others have a turn: signals, answers of threads, progress. */
const TURN_MS = 20

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw outputError(error, folder)
  }
}

/**
 * Evaluates files: all together where the ruleset gathers them as one record set, else one after the other.
 *
 * A refused file leaves no results; `errors.json` says why, and no report is written. It does not stop others that stand
 * alone, but a record set without one of its files is not evaluated. Results, reports or errors an earlier run left
 * under the same names are replaced or removed, so that everything under these names is this run's.
 */
export async function evaluateFiles(request: RunRequest, progress: Progress, signal: AbortSignal): Promise<RunOutcome> {
  let report = (): void => undefined
  let turned = 0
  const lanes = new Lanes({ spec: request.spec, now: request.now }, request.threads, async () => {
    if (performance.now() - turned < TURN_MS) return
    await setImmediate()
    signal.throwIfAborted()
    report()
    turned = performance.now()
  })
  const host = (set: InputSet): SetHost => ({
    local: lanes.local,
    lanesFor: (bytes) => lanes.for(bytes),
    begin: (stage, done) => {
      progress.begin({ ...stage, ...placeOf(request, set) })
      report = () => progress.update(done())
    },
  })
  try {
    return await new Run(request).evaluate(host)
  } finally {
    progress.end()
    await lanes.end()
  }
}

/** What progress says of a set: its file, or how many there are. */
function placeOf({ files }: RunRequest, { first, inputs }: InputSet) {
  if (inputs.length > 1) return { file: `${inputs.length} files` }
  return { file: inputs[0]?.path ?? '', position: { index: first + 1, of: files.length } }
}

class Run {
  private readonly program
  private readonly format
  private readonly artifacts: Artifacts
  private readonly outcomes: FileOutcome[] = []
  private readonly evaluated: (EvaluatedSet & InputSet)[] = []

  constructor(private readonly request: RunRequest) {
    const { program, format } = loadProgram(request.spec)
    this.program = program
    this.format = format
    this.artifacts = new Artifacts(request.folder, program)
  }

  async evaluate(hostOf: (set: InputSet) => SetHost): Promise<RunOutcome> {
    const begun = performance.now()
    await makeFolder(this.request.folder)
    await this.artifacts.removeOld()
    for (const set of this.sets()) await this.evaluateSet(set, hostOf(set))
    const seconds = (performance.now() - begun) / 1000
    const people = this.evaluated.reduce((sum, { tally }) => sum + tally.people, 0)
    const refusals = this.outcomes.flatMap((outcome) => ('refused' in outcome ? [outcome] : []))
    if (refusals.length > 0) {
      const errors = await this.artifacts.writeErrors(refusals)
      return { files: this.outcomes, people, artifacts: {}, errors, seconds }
    }
    const artifacts = await this.artifacts.write(this.evaluated, { now: this.request.now, seconds })
    return { files: this.outcomes, people, artifacts, errors: undefined, seconds }
  }

  private sets(): InputSet[] {
    const { files, folder } = this.request
    const inputs = files.map((path, i) => ({
      path,
      outputs: resultPaths(folder, this.program.ruleset.results.files, i + 1, files.length),
    }))
    return this.program.ruleset.gathers === 'record-set'
      ? [{ first: 0, inputs }]
      : inputs.map((input, first) => ({ first, inputs: [input] }))
  }

  private async evaluateSet(set: InputSet, host: SetHost): Promise<void> {
    const { program, format } = this
    try {
      const request = { inputs: set.inputs, program, format, anyCounty: this.request.anyCounty }
      const evaluated = await evaluateSet(request, host)
      this.evaluated.push({ ...evaluated, ...set })
      set.inputs.forEach(({ path: file, outputs }, i) => {
        const { loadedRows: rows = 0, setAsideRows: setAside = 0 } = evaluated.files[i]?.ledger ?? {}
        this.outcomes.push({ file, position: set.first + i + 1, rows, setAside, outputs })
      })
    } catch (error) {
      const refused = error instanceof FileRefused ? refusalOf(error.cause) : undefined
      if (!(error instanceof FileRefused) || refused === undefined)
        throw error instanceof FileRefused ? error.cause : error
      await removeResults(set.inputs.flatMap(({ outputs }) => outputs))
      set.inputs.forEach(({ path: file }, i) => {
        const position = set.first + i + 1
        this.outcomes.push(i === error.file ? { file, position, refused } : { file, position, heldBack: true })
      })
    }
  }
}
