import { type FileStart, type Place, requireReadable } from '@cmr/intake'
import type { Ruleset } from '@cmr/jurisdiction'
import { AppError } from '@cmr/errors'
import type { FoundRange } from './found-range.ts'
import { type FileRange, UNKNOWN_PLACE } from './index-range.ts'
import { type JoinedFile, joinRanges } from './join-ranges.ts'
import type { IndexedRange, Lane, LocalLane } from './lane.ts'
import { RecordIndex } from './record-index.ts'
import type { SetFileSpec, TextPlace } from './set-file.ts'
import type { SharedWork } from './shared-work.ts'

/** What a thread indexes before it takes more. */
export const RANGE_BYTES = 4 << 20

/** A record set that was read once. */
export interface IndexedSet {
  readonly index: RecordIndex
  /** Parallel to the files of the set. */
  readonly files: readonly (JoinedFile & { readonly county: CountyFinding })[]
}

/** Whether a file names the office's county, and if not, which ones it names, the most frequent first. */
export interface CountyFinding {
  readonly isNamed: boolean
  readonly others: readonly string[]
}

/** A file of the set cannot be read. `file` is its number in the set. */
export class FileRefused extends Error {
  constructor(
    readonly file: number,
    override readonly cause: unknown,
  ) {
    super('a file was refused')
  }
}

/** Does the same task on all lanes. When one fails the others stop, and its error is thrown once all have ended. */
export async function onAllLanes<T>(
  lanes: readonly Lane[],
  work: SharedWork,
  task: (lane: Lane) => Promise<T>,
): Promise<T[]> {
  const failures: unknown[] = []
  const results = await Promise.all(
    lanes.map(async (lane) => {
      try {
        return [await task(lane)]
      } catch (error) {
        failures.push(error)
        work.stop()
        return []
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
  return results.flat()
}

/** Ranges of all files of a set, in their order. */
function rangesOf(files: readonly (SetFileSpec & { readonly bytes: number })[], rangeBytes: number): FileRange[] {
  return files.flatMap(({ start: { dataStart }, bytes }, file) => {
    const ranges: FileRange[] = []
    for (let start = dataStart; start < bytes; start += rangeBytes) {
      ranges.push({ file, start, end: Math.min(start + rangeBytes, bytes) })
    }
    return ranges
  })
}

/**
 * Puts the ranges of a file together. Each was read from where its first record seemed to begin; where the range before
 * ends elsewhere, it is read again from there. Throws what the first unreadable range met.
 */
function chainRanges(
  ranges: readonly FileRange[],
  { dataStart, dataLine }: FileStart,
  indexed: (range: FileRange) => IndexedRange | undefined,
  indexFrom: (range: FileRange, place: TextPlace) => IndexedRange['found'],
): FoundRange[] {
  const chained: FoundRange[] = []
  let place = { offset: dataStart, row: 0, line: dataLine }
  for (const range of ranges) {
    if (place.offset >= range.end) continue
    const known = indexed(range)
    const isKnown = known?.start === place.offset
    const found = isKnown ? known.found : indexFrom(range, { ...UNKNOWN_PLACE, offset: place.offset })
    // Read again to name the line of the malformed row: until now nobody knew how many lines come before.
    if (found instanceof Error) throw new FileRefused(range.file, indexFrom(range, place))
    chained.push(found)
    place = placeAfter(found, place)
  }
  return chained
}

function placeAfter({ ledger, next }: FoundRange, { row, line }: Place): TextPlace {
  const { loadedRows, setAsideRows, blankLines, loadedLines, setAsideLines } = ledger
  return { offset: next, row: row + loadedRows + setAsideRows, line: line + blankLines + loadedLines + setAsideLines }
}

function countyFinding(found: readonly FoundRange[]): CountyFinding {
  const counts = new Map<string, number>()
  for (const { counties } of found) {
    for (const [county, count] of counties) counts.set(county, (counts.get(county) ?? 0) + count)
  }
  const others = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name)
  return { isNamed: found.some(({ namesCounty }) => namesCounty), others }
}

/**
 * Reads the files of a record set once, on all lanes, and finds which rows are whose. Throws `FileRefused` for the first
 * file that cannot be read: a malformed row where none is set aside, or rows that are mostly so.
 *
 * With `skims`, malformed rows may be taken for good ones where they begin like the row before. That does not change whose
 * rows stand where, but they show only when they are cut, and an error that is thrown need not name the first.
 */
export async function indexSet(
  files: readonly (SetFileSpec & { readonly bytes: number })[],
  gathers: Ruleset['gathers'],
  lanes: readonly Lane[],
  local: LocalLane,
  work: SharedWork,
  { rangeBytes = RANGE_BYTES, skims = false }: { readonly rangeBytes?: number; readonly skims?: boolean } = {},
): Promise<IndexedSet> {
  const ranges = rangesOf(files, rangeBytes)
  const task = { ranges, skims, work: work.memory }
  const indexed = new Map<number, IndexedRange>()
  for (const part of (await onAllLanes(lanes, work, (lane) => lane.index(task))).flat()) indexed.set(part.range, part)
  const found = files.map(({ start }, file) =>
    chainRanges(
      ranges.filter((range) => range.file === file),
      start,
      (range) => indexed.get(ranges.indexOf(range)),
      (range, place) => local.indexOne(range, skims, place).found,
    ),
  )
  const joined = joinRanges(
    gathers,
    files.map(({ start }) => start),
    found,
  )
  if (gathers === 'record-set') joined.files.forEach(requireRows)
  return {
    index: new RecordIndex(joined.columns),
    files: joined.files.map((file, i) => ({ ...file, county: countyFinding(found[i] ?? []) })),
  }
}

/** Throws `FileRefused` where a file of a record set has no rows, or mostly malformed ones. */
export function requireRows({ ledger, setAside }: JoinedFile, file: number): void {
  try {
    requireReadable(ledger, setAside[0])
  } catch (error) {
    throw new FileRefused(file, error)
  }
}

const NAMED_IN_MESSAGE = 5

function list(counties: readonly string[]): string {
  const named = counties.slice(0, NAMED_IN_MESSAGE).join(', ')
  const more = counties.length - NAMED_IN_MESSAGE
  return more > 0 ? `${named} and ${more} more` : named
}

/**
 * The refusal of a file of which no row names the county: most likely it is another office's. Names the counties found,
 * the most frequent first.
 */
export function otherCounty(county: string, others: readonly string[]): AppError {
  const found = others.length === 0 ? 'Its rows name no county of the state.' : `Its rows name ${list(others)}.`
  return new AppError(
    'VALIDATION',
    `No row of the file names ${county}. ${found} Check that this is the right file and the right --county. To evaluate it all the same, as the original tool did, add --any-county.`,
    { details: { reason: 'other-county' } },
  )
}
