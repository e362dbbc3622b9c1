import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutRows } from './cut-records.ts'
import { quoteCell } from './quote-cell.ts'
import { RecordIndexer, type RecordSpan } from './record-indexer.ts'
import { testLayout } from './test-layout.ts'

const HEADER = 'ID,PERSON,NAME,NOTE\n'

function index(pieces: readonly string[]): { spans: RecordSpan[]; indexer: RecordIndexer } {
  const spans: RecordSpan[] = []
  const indexer = new RecordIndexer(testLayout, (span) => spans.push({ ...span }))
  for (const piece of pieces) indexer.push(piece)
  indexer.end()
  return { spans, indexer }
}

function piecesOf(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, piece) =>
    text.slice(piece * size, (piece + 1) * size),
  )
}

const cell = fc
  .array(fc.constantFrom('a', '7', ' ', ',', '"', '\n', '\r\n', 'é'), { maxLength: 4 })
  .map((parts) => parts.join(''))
const rowsOfCells = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 8 })

describe('RecordIndexer', () => {
  it('finds the same records whatever the pieces, and each is one row with its person', () => {
    fc.assert(
      fc.property(
        rowsOfCells,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, size, lineEnd, header) => {
          const body = rows.map((row) => row.map(quoteCell).join(',')).join(lineEnd)
          const text = (header ? HEADER : '') + body
          fc.pre(text.length >= testLayout.minimumBytes)
          const { spans, indexer } = index(piecesOf(text, size))
          expect(indexer.hasHeader).toBe(header)
          expect(spans.length).toBe(rows.length)
          expect(indexer.lines).toBe(text.split('\n').length)
          for (const span of spans) {
            const cut = cutRows(testLayout, text.slice(span.start, span.end), { row: span.row, line: span.line })
            expect(cut.count).toBe(1)
            expect(span.subject).toBe(cut.value(0, testLayout.subject))
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('skips blank lines and counts every physical line', () => {
    const text = HEADER + '\n1,p,n,x\n\r\n\n2,q,n,"x\ny"\n\n'
    for (const size of [1, 3, 1000]) {
      const { spans, indexer } = index(piecesOf(text, size))
      expect(spans.map(({ row, line, subject }) => [row, line, subject])).toEqual([
        [0, 3, 'p'],
        [1, 6, 'q'],
      ])
      expect([indexer.lines, indexer.blankLines, indexer.rows]).toEqual([8, 4, 2])
    }
  })

  it.each([
    ['', 'empty-file', 1],
    ['ID,P', 'file-too-short', 1],
    [HEADER + '1,p,\0,x\n', 'binary-file', 2],
    [HEADER + '1,p,n,x\n2,p,"n,x\n', 'unclosed-quote', 3],
    [HEADER + '1,p,n"n,x\n2,p,n,x\n', 'bad-quote', 2],
  ])('refuses %j', (text, reason, line) => {
    expect(() => index([text])).toThrow(expect.objectContaining({ details: { reason, line } }))
  })

  it('refuses an open quote before it has swallowed the file', () => {
    const indexer = new RecordIndexer(testLayout, () => undefined)
    const line = '1,p,n,x\n'.repeat(1000)
    indexer.push(HEADER + '1,p,"n,x\n')
    expect(() => {
      for (let piece = 0; piece < 300; piece++) indexer.push(line)
    }).toThrow('Line 2')
  })
})
