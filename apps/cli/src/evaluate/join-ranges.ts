import { addLedgers, EMPTY_LEDGER, type FileStart, type Ledger, PersonUnion, type SetAsideRow } from '@cmr/intake'
import type { Ruleset } from '@cmr/jurisdiction'
import type { FoundRange } from './found-range.ts'
import { keysIn } from './key-text.ts'
import { type IndexColumns, NONE } from './record-index.ts'
import { TEXT_BYTES } from './set-file.ts'

function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT))
}

function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
}

/** What the ranges of a file come to together. Row and line numbers are those of the file. */
export interface JoinedFile {
  readonly ledger: Ledger
  readonly setAside: readonly SetAsideRow[]
}

/** Joins the ranges of a file, which must follow one another: adds up their ledgers, and numbers their rows and lines. */
function joinFile(
  { headerLines, blankLines: blankBefore, dataLine }: FileStart,
  ranges: readonly FoundRange[],
  visit: (range: FoundRange, firstRow: number, firstLine: number) => void,
): JoinedFile {
  let ledger: Ledger = { ...EMPTY_LEDGER, lines: dataLine - 1, headerLines, blankLines: blankBefore }
  let row = 0
  let line = dataLine
  const setAside: SetAsideRow[] = []
  for (const range of ranges) {
    visit(range, row, line)
    for (const aside of range.setAside) {
      const [first, last] = [line + aside.line - 1, line + aside.lastLine - 1]
      setAside.push({ ...aside, row: row + aside.row, line: first, lastLine: last })
    }
    const { loadedRows, setAsideRows, blankLines, loadedLines, setAsideLines } = range.ledger
    row += loadedRows + setAsideRows
    line += blankLines + loadedLines + setAsideLines
    ledger = addLedgers(ledger, range.ledger)
  }
  return { ledger, setAside }
}

/** The first and the next run of each run's person, from a member of the person's group for each run. */
function linkRuns(
  union: PersonUnion,
  members: Int32Array,
): { ownRuns: Int32Array; nextRuns: Int32Array; people: number } {
  const { length } = members
  const ownRuns = sharedInt32(length)
  const nextRuns = sharedInt32(length).fill(NONE)
  const lastRuns = new Int32Array(union.members).fill(NONE)
  let people = 0
  for (let run = 0; run < length; run++) {
    const person = union.groupOf(members[run] ?? 0)
    const last = lastRuns[person] ?? NONE
    if (last === NONE) people++
    else nextRuns[last] = run
    ownRuns[run] = last === NONE ? run : (ownRuns[last] ?? run)
    lastRuns[person] = run
  }
  return { ownRuns, nextRuns, people }
}

/** The first run of each piece: as many adjacent runs of a file as one text holds, but at least one. */
function piecesOf(starts: Float64Array, ends: Float64Array, files: Int32Array): number[] {
  const pieces: number[] = []
  let file = 0
  let limit = -1
  for (let run = 0; run < starts.length; run++) {
    const isNewFile = run === files[file]
    while (run === files[file]) file++
    if (isNewFile || (ends[run] ?? 0) > limit) {
      pieces.push(run)
      limit = (starts[run] ?? 0) + TEXT_BYTES
    }
  }
  return pieces
}

/** Joins what was found in the ranges of all files of a record set, each file's in its order. */
export function joinRanges(
  gathers: Ruleset['gathers'],
  fileStarts: readonly FileStart[],
  found: readonly (readonly FoundRange[])[],
): { columns: IndexColumns; files: readonly JoinedFile[] } {
  const runs = found.flat().reduce((sum, { runs: { keys } }) => sum + keys.length, 0)
  const starts = sharedFloat64(runs)
  const ends = sharedFloat64(runs)
  const firstRows = sharedInt32(runs)
  const firstLines = sharedInt32(runs)
  const fileRuns = sharedInt32(fileStarts.length + 1)
  const union = new PersonUnion()
  const members = new Int32Array(runs)
  let run = 0
  const files = fileStarts.map((fileStart, file) => {
    fileRuns[file] = run
    return joinFile(fileStart, found[file] ?? [], (range, firstRow, firstLine) => {
      const { keys, ...part } = range.runs
      keys.forEach((key, i) => {
        starts[run] = part.starts[i] ?? 0
        ends[run] = part.ends[i] ?? 0
        firstRows[run] = firstRow + (part.firstRows[i] ?? 0)
        firstLines[run] = firstLine + (part.firstLines[i] ?? 0) - 1
        members[run++] = union.add(gathers === 'file' ? [key] : keysIn(key))
      })
    })
  })
  fileRuns[fileStarts.length] = run
  const pieces = piecesOf(starts, ends, fileRuns)
  const columns = { starts, ends, firstRows, firstLines, ...linkRuns(union, members), files: fileRuns }
  return { columns: { ...columns, pieces: Int32Array.from(pieces) }, files }
}
