import type { IntakeFormat, Ruleset } from '@cmr/jurisdiction'
import { setImmediate } from 'node:timers/promises'
import { type CountyFinding, FileRefused, indexSet, otherCounty } from '../evaluate/index-set.ts'
import { Lanes } from '../evaluate/lanes.ts'
import { openStart } from '../evaluate/open-start.ts'
import type { ProgramSpec } from '../evaluate/program-spec.ts'
import { SetFile } from '../evaluate/set-file.ts'
import { SharedWork } from '../evaluate/shared-work.ts'
import type { Progress } from '../progress.ts'
import { PeopleReader } from './people-reader.ts'

/** Files that are gathered together, and how they are read. */
export interface SetSource {
  /** Names the rules that say how rows become people. */
  readonly spec: ProgramSpec
  readonly gathers: Ruleset['gathers']
  readonly format: IntakeFormat
  readonly paths: readonly string[]
  /** Whether to go on with a file of which no row names the county. */
  readonly anyCounty: boolean
  readonly threads: number
}

/** Who is told how far the work has come, and what ends it. */
export interface SetReading {
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** What `gathers` puts together: all files, or each alone. */
export function gatheredPaths(gathers: Ruleset['gathers'], paths: readonly string[]): (readonly string[])[] {
  return gathers === 'record-set' ? [paths] : paths.map((path) => [path])
}

/**
 * Indexes files, on several threads where they are large, and lends a reader of their people. The files are never held
 * in memory. Throws `FileRefused` for one that cannot be read or does not name the county.
 */
export async function withPeople<T>(
  source: SetSource,
  { progress, signal }: SetReading,
  use: (people: PeopleReader) => Promise<T>,
): Promise<T> {
  const { spec, format, gathers, paths } = source
  const named = { file: paths.length === 1 ? (paths[0] ?? '') : `${paths.length} files` }
  const pause = async (): Promise<void> => {
    await setImmediate()
    signal.throwIfAborted()
  }
  const starts = paths.map((path, file) => refusing(file, () => openStart(path, format.layout, gathers)))
  const bytes = starts.reduce((sum, start) => sum + start.bytes, 0)
  const lanes = new Lanes({ spec, now: spec.asOf }, source.threads, pause)
  const files = starts.map((start, file) => new SetFile(start, file, format, gathers))
  try {
    progress.begin({ name: 'indexing', ...named, totalBytes: bytes })
    const used = lanes.for(bytes)
    await Promise.all(used.map(async (lane) => lane.open(starts)))
    const indexed = await indexSet(starts, gathers, used, lanes.local, new SharedWork())
    await lanes.end()
    if (!source.anyCounty) indexed.files.forEach(({ county }, file) => requireCounty(spec.county, county, file))
    const totalRows = indexed.files.reduce((sum, { ledger }) => sum + ledger.loadedRows, 0)
    progress.begin({ name: 'evaluating', ...named, totalRows })
    const reader = new PeopleReader(indexed.index, indexed.files, files, format, gathers, async (share) => {
      progress.update({ rows: Math.round(share * totalRows) })
      await pause()
    })
    return await use(reader)
  } finally {
    progress.end()
    await lanes.end()
    for (const file of files) file.close()
  }
}

function requireCounty(name: string, { isNamed, others }: CountyFinding, file: number): void {
  if (!isNamed) throw new FileRefused(file, otherCounty(name, others))
}

/** Does something with a file of the set; its errors are the file's. */
function refusing<T>(file: number, task: () => T): T {
  try {
    return task()
  } catch (error) {
    throw new FileRefused(file, error)
  }
}
