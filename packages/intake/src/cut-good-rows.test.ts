import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from './byte-text.ts'
import { cutGoodRows } from './cut-good-rows.ts'
import { cutRows } from './cut-records.ts'
import type { CutRows } from './cut-rows.ts'
import { GoodRecordEnds } from './good-record-ends.ts'
import { blankLineLength } from './blank-line.ts'
import type { Layout } from './layout.ts'
import { quoteCell } from './quote-cell.ts'
import { columnsByPosition } from './source-columns.ts'
import { testLayout } from './test-layout.ts'

const start = { row: 0, line: 1 }
const options = { namesSomebody: () => false }

function cut(text: string, layout: Layout = testLayout): CutRows {
  return cutGoodRows(layout, text, start, options)
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function isWholeRow(line: string): boolean {
  try {
    return cutRows(testLayout, line, start).count === 1
  } catch {
    return false
  }
}

/** Text made of what breaks readers, with whole rows here and there. */
const hostile = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom('a', ',', '"', '""', '\n', '\r\n', '\r', ' ', '\0', ',,,', '",'), weight: 6 },
      { arbitrary: fc.constantFrom('1,p,n,x\n', '2,q,"n,n",x\r\n', '3,r,"n\nn","x"\n'), weight: 2 },
      // Quotes that would close each other in the same column, with whole rows between.
      { arbitrary: fc.constantFrom('4,s,"n,x\n', '5,t,n",x\n', '6,u,n,"\n', '"\n'), weight: 2 },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

const cell = fc.array(fc.constantFrom('a', '7', ' ', '"', '\n', '\r\n', 'é'), { maxLength: 4 }).map((p) => p.join(''))
/** Cells without commas, so that no line within quotes is a row of four. */
const goodRow = fc
  .tuple(cell, cell, cell, cell)
  .map(([id, person, name, note]) => [id, `P${person}`, name, note].map(quoteCell).join(',') + '\n')

describe('cutGoodRows', () => {
  it('takes rows that all are well-formed exactly as the strict reader does', () => {
    fc.assert(
      fc.property(fc.array(goodRow, { maxLength: 6 }), (rows) => {
        const text = rows.join('')
        const ours = cut(text)
        const strict = cutRows(testLayout, text, start)
        expect(ours.setAside).toEqual([])
        expect(Array.from({ length: ours.count }, (_, index) => ours.entry(index))).toEqual(
          Array.from({ length: strict.count }, (_, index) => strict.entry(index)),
        )
      }),
    )
  })

  it('never loses a line that is a whole row by itself, whatever stands before and after', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const rows = cut(text)
        const loaded = new Set(Array.from({ length: rows.count }, (_, index) => rows.entry(index).line))
        const named = new Set(rows.setAside.filter(({ reason }) => reason === 'names-nobody').map(({ line }) => line))
        const zeros = new Set(rows.setAside.filter(({ reason }) => reason === 'binary-data').map(({ line }) => line))
        linesOf(text).forEach((line, index) => {
          if (!isWholeRow(line)) return
          expect([loaded, named, zeros].some((lines) => lines.has(index + 1))).toBe(true)
        })
      }),
      { numRuns: 3000 },
    )
  })

  it('accounts for every line and every row number once', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const rows = cut(text)
        const setAsideLines = rows.setAside.reduce((sum, { line, lastLine }) => sum + lastLine - line + 1, 0)
        expect(rows.lineCount + rows.blankLines + setAsideLines).toBe(linesOf(text).length)
        const numbers = [
          ...Array.from({ length: rows.count }, (_, index) => rows.rowNumber(index)),
          ...rows.setAside.map(({ row }) => row),
        ].sort((a, b) => a - b)
        expect(numbers).toEqual(numbers.map((_, index) => index))
        numbers.forEach((number) => {
          const index = rows.indexFrom(number)
          if (index < rows.count) expect(rows.rowNumber(index)).toBeGreaterThanOrEqual(number)
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('reads on the same from any line that is a whole row', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = linesOf(text)
        const all = cut(text)
        const entries = Array.from({ length: all.count }, (_, index) => all.entry(index))
        let at = 0
        lines.forEach((line, index) => {
          if (isWholeRow(line)) {
            const rest = cut(text.slice(at))
            expect(Array.from({ length: rest.count }, (_, i) => rest.entry(i).fields)).toEqual(
              entries.filter((entry) => entry.line > index).map(({ fields }) => fields),
            )
          }
          at += line.length
        })
      }),
      { numRuns: 500 },
    )
  })

  it('comes to the same in pieces that end with a record', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 4 }), (text, records) => {
        const whole = cut(text)
        const ends = new GoodRecordEnds(testLayout, columnsByPosition(testLayout), text, true)
        const pieces: CutRows[] = []
        let place = start
        for (let at = 0; at < text.length;) {
          const from = at
          let lines = 0
          let rows = 0
          while (at < text.length && rows < records) {
            const blank = blankLineLength(text, at)
            if (blank === 0) rows++
            at = blank > 0 ? at + blank : (ends.after(at) ?? text.length)
            lines += blank > 0 ? 1 : ends.lineFeeds
          }
          pieces.push(cutGoodRows(testLayout, text.slice(from, at), place, options))
          place = { row: place.row + rows, line: place.line + lines }
        }
        const entriesOf = (rows: CutRows): unknown[] =>
          Array.from({ length: rows.count }, (_, index) => rows.entry(index))
        expect(pieces.flatMap(entriesOf)).toEqual(entriesOf(whole))
        expect(pieces.flatMap(({ setAside }) => setAside)).toEqual(whole.setAside)
      }),
      { numRuns: 2000 },
    )
  })

  it('ends records where GoodRecordEnds does', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const ends = new GoodRecordEnds(testLayout, columnsByPosition(testLayout), text, true)
        const found: number[] = []
        for (let at = 0, line = 1; at < text.length;) {
          const blank = blankLineLength(text, at)
          if (blank === 0) found.push(line)
          at = blank > 0 ? at + blank : (ends.after(at) ?? text.length)
          line += blank > 0 ? 1 : ends.lineFeeds
        }
        const rows = cut(text)
        const cutLines = [
          ...Array.from({ length: rows.count }, (_, index) => rows.entry(index).line),
          ...rows.setAside.map(({ line }) => line),
        ].sort((a, b) => a - b)
        expect(found).toEqual(cutLines)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a field too many', '1,p,n,x\n2,q,n,x,y\n3,r,n,x\n', ['p', 'r'], [2, 2, 'wrong-field-count']],
    ['a stray quote', '1,p,n,x\n2,q,n"n,x\n3,r,n,x\n', ['p', 'r'], [2, 2, 'bad-quote']],
    ['an open quote', '1,p,n,x\n2,q,"n,x\n3,r,n,x\n', ['p', 'r'], [2, 2, 'unclosed-quote']],
    ['an open quote that a later row would close', '1,p,"n,x\n2,q,n,x\n3,r,n",x\n', ['q'], [1, 1, 'unclosed-quote']],
    ['a binary zero', '1,p,n,x\n2,q,"n\0\nn",x\n3,r,n,x\n', ['p', 'r'], [2, 3, 'binary-data']],
    ['a zero at the beginning', '\0,q,n,x\n3,r,n,x\n', ['r'], [1, 1, 'binary-data']],
    ['nobody', '1,p,n,x\n2, ,"n\r\nn",x\n3,r,n,x\n', ['p', 'r'], [2, 3, 'names-nobody']],
  ])('sets aside a row with %s and reads on', (_what, text, people, [line, lastLine, reason]) => {
    const rows = cut(text)
    expect(Array.from({ length: rows.count }, (_, index) => rows.value(index, 1))).toEqual(people)
    expect(rows.setAside[0]).toMatchObject({ line, lastLine, reason })
  })

  it('keeps a row without the key of its source when it names somebody otherwise', () => {
    const rows = cutGoodRows(testLayout, '1,,n,x\n2,,n,\n', start, { namesSomebody: ([, note]) => note === 'x' })
    expect([rows.count, rows.setAside.map(({ row }) => row)]).toEqual([1, [1]])
  })

  it('keeps a quoted field over several lines in one row', () => {
    const rows = cut('1,p,"a\r\nb\n\nc",x\n2,q,n,x\n')
    expect([rows.value(0, 2), rows.entry(1)]).toEqual(['a\nb\n\nc', { file: 0, row: 1, line: 5, fields: ['q', 'x'] }])
  })

  it('refuses text without line ends', () => {
    expect(() => cut('x'.repeat((1 << 20) + 1))).toThrow(
      expect.objectContaining({ details: { reason: 'binary-file', line: 1 } }),
    )
  })

  it('stays linear where every line opens a quote', () => {
    const text = '1,p,"n,x\n'.repeat(20_000) + `1,p,"${'""\n'.repeat(20_000)}`
    const begun = performance.now()
    const rows = cutGoodRows(testLayout, text, start, { ...options, bytes: bytesOf(text) })
    expect([rows.count, rows.setAside.length]).toEqual([0, 40_000])
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
