import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ChunkCutter } from './chunk-cutter.ts'

it('cuts at record ends, loses no record, and makes no chunk but the last too small', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 })), fc.integer({ min: 1, max: 100 }), (sizes, chunkBytes) => {
      const cutter = new ChunkCutter(chunkBytes)
      let end = 10
      for (const [row, size] of sizes.entries())
        cutter.add({ firstRow: row, firstLine: row + 2, start: end, end: (end += size), rowCount: 1 })
      cutter.close()
      const { chunks } = cutter
      let [row, start] = [0, 10]
      for (const [index, chunk] of chunks.entries()) {
        expect(chunk).toMatchObject({ firstRow: row, firstLine: row + 2, start })
        if (index < chunks.length - 1) expect(chunk.end - chunk.start).toBeGreaterThanOrEqual(chunkBytes)
        row += chunk.rowCount
        start = chunk.end
      }
      expect([row, start]).toEqual([sizes.length, end])
    }),
  )
})
