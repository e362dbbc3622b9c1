import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOf } from './byte-text.ts'
import { ByteWriter } from './byte-writer.ts'
import { cutRows, readEntries } from './cut-records.ts'
import { quoteCell } from './quote-cell.ts'
import { testLayout } from './test-layout.ts'

const first = { row: 0, line: 1 }
const width = testLayout.columns.length

/** Fields made of what breaks readers of delimited text. */
const oddText = fc
  .array(
    fc.constantFrom(
      'a',
      'B7',
      ' ',
      ',',
      '"',
      '\n',
      '\r\n',
      '\r',
      '\\.',
      '\u00a0',
      '\u00c2\u00a0',
      '\u00e9',
      '\t',
      '11357(A) HS-X',
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''))
const oddRows = fc.array(fc.array(oddText, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 })

function quoteAlways(cell: string): string {
  return '"' + cell.replaceAll('"', '""') + '"'
}

function cut(text: string): string[][] {
  const rows = cutRows(testLayout, text, first)
  return Array.from({ length: rows.count }, (_, index) =>
    testLayout.columns.map((_column, column) => rows.value(index, column)),
  )
}

/** The strict library, told to take CRLF inside quotes as LF, as the state's reader does. */
function cutByLibrary(text: string): string[][] {
  const options = { relax_column_count: false, record_delimiter: ['\n', '\r\n'], skip_empty_lines: true }
  return parse(text, options).map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n')))
}

describe('cutRows', () => {
  it('reads what a strict library reads, quoted where needed or everywhere, with either line end', () => {
    fc.assert(
      fc.property(
        oddRows,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        (rows, lineEnd, always, lastEnd) => {
          const text =
            rows.map((row) => row.map(always ? quoteAlways : quoteCell).join(',')).join(lineEnd) +
            (lastEnd ? lineEnd : '')
          expect(cut(text)).toEqual(cutByLibrary(text))
          expect(cut(text)).toEqual(rows.map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n'))))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('writes back rows that read the same', () => {
    fc.assert(
      fc.property(oddRows, (rows) => {
        const text = rows.map((row) => row.map(quoteAlways).join(',')).join('\n')
        const cutOnce = cutRows(testLayout, text, first)
        const out = new ByteWriter(8)
        rows.forEach((_, index) => {
          cutOnce.writeColumns(index, [[0, width]], out)
          out.text('\n')
        })
        expect(textOf(out.bytes())).toBe(
          cut(text)
            .map((row) => row.map(quoteCell).join(',') + '\n')
            .join(''),
        )
      }),
    )
  })

  it('either cuts or refuses arbitrary bytes, as the strict library does', () => {
    const hostile = fc
      .array(fc.constantFrom('a', ',', '"', '\n', '\r', ' '), { maxLength: 24 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, (text) => {
        let ours: string[][] | string
        try {
          ours = cut(text)
        } catch (error) {
          ours = String(error)
        }
        if (typeof ours !== 'string') for (const row of ours) expect(row.length).toBe(width)
        else expect(ours).toMatch(/^AppError: Line \d+ /)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a,b,c', 'Line 1 has 3 fields'],
    ['a,b,c,d\na,b,c,d,e', 'Line 2 has 5 fields'],
    ['a,b"x",c,d', 'Line 1 has a quote mark'],
    ['a,"b"x,c,d', 'Line 1 has a quote mark'],
    ['\n\na,b,"c,d', 'Line 3 opens a quote mark'],
    ['a,b,"c\nc",d\na,b', 'Line 3 has 2 fields'],
  ])('refuses %j naming the line', (text, message) => {
    expect(() => cut(text)).toThrow(message)
  })

  it('says where each row stands, blank lines and quoted line ends counted', () => {
    const entries = readEntries(testLayout, 'a,1,"x\ny",n\n\n\nb,2,z,m\n', { row: 7, line: 3 })
    expect(entries).toEqual([
      { file: 0, row: 7, line: 3, fields: ['1', 'n'] },
      { file: 0, row: 8, line: 7, fields: ['2', 'm'] },
    ])
  })
})
