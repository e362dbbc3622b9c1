import type { FileIndex } from './file-index.ts'

/** Bytes of a piece: what is read, evaluated, rendered and handed on together. */
const PIECE_BYTES = 1 << 20
/** Adjacent runs: `firstRun` inclusive, `endRun` exclusive. */
export interface Runs {
  readonly firstRun: number
  readonly endRun: number
}

/** Adjacent runs in groups of at most `bytes`, except that a group has at least one run. */
export function* groupRuns(index: FileIndex, { firstRun, endRun }: Runs, bytes: number): Generator<Runs, void> {
  for (let first = firstRun; first < endRun;) {
    const limit = index.start(first) + bytes
    let end = first + 1
    while (end < endRun && index.start(end + 1) <= limit) end++
    yield { firstRun: first, endRun: end }
    first = end
  }
}

/** The pieces of a file, in its order. */
export function piecesOf(index: FileIndex): Runs[] {
  return [...groupRuns(index, { firstRun: 0, endRun: index.runs }, PIECE_BYTES)]
}
