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

/** The strict library, told how many fields a row has, and to take CRLF inside quotes as LF, as the state's reader does. */
function cutByLibrary(text: string): string[][] {
  const options = { relax_column_count: false, record_delimiter: ['\n', '\r\n'], skip_empty_lines: true }
  const rows = parse(text, options)
  if (rows.some((row) => row.length !== width)) throw new Error('Another number of fields than columns.')
  return rows.map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n')))
}

function rowsOrRefusal(read: () => string[][]): string[][] | 'refused' {
  try {
    return read()
  } catch {
    return 'refused'
  }
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

  it('reads hostile text as the strict library does, or refuses it as that does', () => {
    const hostile = fc
      .array(
        fc.oneof(
          { arbitrary: fc.constantFrom('a', ',', '"', '""', '\n', '\r\n', '\r', ' '), weight: 3 },
          { arbitrary: fc.constantFrom('a,b,c,d\n', '"a","b\r\n","","d"\n', ',,,', '",'), weight: 1 },
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(''))
    let read = 0
    fc.assert(
      fc.property(hostile, (text) => {
        // A carriage return that ends the file ends its line for the state's reader; the library has no word for that.
        fc.pre(!text.endsWith('\r'))
        const ours = rowsOrRefusal(() => cut(text))
        expect(ours).toEqual(rowsOrRefusal(() => cutByLibrary(text)))
        if (ours !== 'refused') read += ours.length
      }),
      { numRuns: 5000 },
    )
    expect(read).toBeGreaterThan(100)
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
