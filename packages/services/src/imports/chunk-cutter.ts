import type { ReadPiece } from '@cmr/intake'
import type { ChunkRange } from '../jobs/chunk-store.ts'

type OpenRange = { -readonly [K in keyof ChunkRange]-?: ChunkRange[K] }

/** Gathers pieces of whole records into chunks of at least `chunkBytes`, the last one excepted. */
export class ChunkCutter {
  readonly chunks: ChunkRange[] = []
  private open: OpenRange | undefined

  constructor(private readonly chunkBytes: number) {}

  add({ start, end, firstRow, firstLine, rowCount }: Omit<ReadPiece, 'rows'>): void {
    this.open ??= { start, end, firstRow, firstLine, rowCount: 0 }
    this.open.end = end
    this.open.rowCount += rowCount
    if (end - this.open.start >= this.chunkBytes) this.close()
  }

  /** Ends the chunk at hand; call it once after the last piece. */
  close(): void {
    if (this.open !== undefined) this.chunks.push(this.open)
    this.open = undefined
  }
}
