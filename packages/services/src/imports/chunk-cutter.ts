import type { RecordSpan } from '@cmr/intake'
import type { ChunkRange } from '../jobs/chunk-store.ts'

type OpenRange = { -readonly [K in keyof ChunkRange]-?: ChunkRange[K] }

/** Gathers records into chunks of at least `chunkBytes`, the last one excepted, so that none is cut in two. */
export class ChunkCutter {
  readonly chunks: ChunkRange[] = []
  private open: OpenRange | undefined

  constructor(private readonly chunkBytes: number) {}

  add({ row, line, start, end }: RecordSpan): void {
    this.open ??= { start, end, firstRow: row, firstLine: line, rowCount: 0 }
    this.open.end = end
    this.open.rowCount++
    if (end - this.open.start >= this.chunkBytes) this.close()
  }

  /** Ends the chunk at hand; call it once after the last record. */
  close(): void {
    if (this.open !== undefined) this.chunks.push(this.open)
    this.open = undefined
  }
}
