import type { FileIndex } from './file-index.ts'
import { InOrder } from './in-order.ts'
import type { Lane, PieceResult } from './lane.ts'
import { piecesOf, type Runs } from './piece.ts'
import type { RowCells } from './subject-evaluator.ts'

/** Pieces a lane has at once: it reads one while it works on the other. */
const PIECES_A_LANE = 2
/** Results may wait for an earlier piece, but not without end. */
const WAITING_A_LANE = 4

/** For each piece, how many pieces must be done before it: all up to the last in which a subject begins that has rows in it. */
function piecesBefore(index: FileIndex, pieces: readonly Runs[]): Int32Array {
  const pieceOf = new Int32Array(index.runs)
  pieces.forEach(({ firstRun, endRun }, piece) => pieceOf.fill(piece, firstRun, endRun))
  return Int32Array.from(pieces, ({ firstRun, endRun }, piece) => {
    let before = 0
    for (let run = firstRun; run < endRun; run++) {
      const owner = pieceOf[index.ownRun(run)] ?? piece
      if (owner < piece) before = Math.max(before, owner + 1)
    }
    return before
  })
}

/**
 * Evaluates all pieces of a file on the lanes and hands the results on in file order. A piece that holds later rows
 * of a subject waits for the piece in which the subject begins. Throws the failure of the first piece in file order.
 */
export async function runPieces(
  index: FileIndex,
  lanes: readonly Lane[],
  write: (parts: readonly Uint8Array[]) => Promise<void>,
  onRows: (rows: number) => void,
): Promise<void> {
  const pieces = piecesOf(index)
  const before = piecesBefore(index, pieces)
  const carried: RowCells = new Map()

  const takeCarried = ({ firstRun, endRun }: Runs): RowCells => {
    const cells: RowCells = new Map()
    if (carried.size === 0) return cells
    for (let row = index.firstRow(firstRun); row < index.firstRow(endRun); row++) {
      const found = carried.get(row)
      if (found === undefined) continue
      cells.set(row, found)
      carried.delete(row)
    }
    return cells
  }

  const results = new InOrder<PieceResult>(async ({ parts, later }, piece) => {
    for (const [row, cells] of later) carried.set(row, cells)
    await write(parts)
    onRows(index.firstRow(pieces[piece]?.endRun ?? index.runs))
  })

  let next = 0
  const work = async (lane: Lane): Promise<void> => {
    for (let piece = next++; piece < pieces.length; piece = next++) {
      const runs = pieces[piece]
      if (runs === undefined) return
      await results.reached(Math.max(before[piece] ?? 0, piece - lanes.length * WAITING_A_LANE))
      const result = lane.run({ ...runs, cells: takeCarried(runs) })
      results.add(piece, result)
      // A failure is thrown by `reached`, when it is this piece's turn.
      await result.catch(() => undefined)
    }
  }
  const workers = lanes.flatMap((lane) => Array.from({ length: PIECES_A_LANE }, () => work(lane)))
  await Promise.all([...workers, results.reached(pieces.length)])
}
