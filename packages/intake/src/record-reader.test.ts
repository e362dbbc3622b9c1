import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balances, type Ledger, ledgerFaults } from './ledger.ts'
import type { Entry } from './layout.ts'
import { RecordReader } from './record-reader.ts'
import type { SetAsideRow } from './set-aside.ts'
import { testLayout } from './test-layout.ts'

const HEADER = 'ID,PERSON,NAME,NOTE\n'

interface Read {
  readonly entries: Entry[]
  readonly setAside: SetAsideRow[]
  readonly spans: { start: number; end: number; rowCount: number }[]
  readonly ledger: Ledger
}

function read(text: string, size = text.length): Read {
  const entries: Entry[] = []
  const setAside: SetAsideRow[] = []
  const spans: Read['spans'] = []
  const reader = new RecordReader(testLayout, { file: 3, namesSomebody: () => false }, (piece) => {
    const { rows, start, end, rowCount, firstRow, firstLine } = piece
    for (let index = 0; index < rows.count; index++) entries.push(rows.entry(index))
    setAside.push(...rows.setAside)
    spans.push({ start, end, rowCount })
    const first = [rows.setAside[0], rows.count > 0 ? rows.entry(0) : undefined].filter((row) => row !== undefined)
    expect(Math.min(...first.map(({ row }) => row))).toBe(firstRow)
    expect(Math.min(...first.map(({ line }) => line))).toBeGreaterThanOrEqual(firstLine)
  })
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
  return { entries, setAside, spans, ledger: reader.end() }
}

function readOrRefusal(text: string, size?: number): Omit<Read, 'spans'> | string {
  try {
    const { entries, setAside, ledger } = read(text, size)
    return { entries, setAside, ledger }
  } catch (error) {
    return String(error)
  }
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', ',', '"', '""', '\n', '\r\n', '\r', '\0', ',,,'),
      fc.constantFrom('1,p,n,x\n', '2,q,"n,n",x\r\n', '3,r,"n\nn","x"\n', '\n', '\r\n'),
      fc.constantFrom('4,s,"n,x\n', '5,t,n",x\n', '6,u,n,"\n'),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))
const beginning = fc.constantFrom(
  '',
  HEADER,
  '\u00ef\u00bb\u00bf' + HEADER,
  '\n\r\n' + HEADER,
  '\u00ef\u00bb\u00bf',
  'NOTE,PERSON,A,B\r\n',
)

describe('RecordReader', () => {
  it('finds the same whatever the pieces', () => {
    fc.assert(
      fc.property(beginning, hostile, fc.integer({ min: 1, max: 50 }), (start, text, size) => {
        expect(readOrRefusal(start + text, size)).toEqual(readOrRefusal(start + text))
      }),
      { numRuns: 1000 },
    )
  })

  it('always balances', () => {
    fc.assert(
      fc.property(beginning, hostile, (start, text) => {
        const whole = start + text + '\n1,p,n,x\n'.repeat(40)
        const { ledger, entries, setAside } = read(whole, 16)
        expect(ledgerFaults(ledger)).toEqual([])
        expect(ledger.lines).toBe(whole.split('\n').length - 1)
        expect([ledger.loadedRows, ledger.setAsideRows]).toEqual([entries.length, setAside.length])
      }),
      { numRuns: 1000 },
    )
  })

  it('finds columns by name behind a byte order mark, and every line', () => {
    const text = '\u00ef\u00bb\u00bf\r\nNOTE,NAME,PERSON,ID\r\nx,"n\r\nn",p,1\r\n\r\ny,n,q\r\nz,n,,4\r\nz,n,r,5'
    const { entries, setAside, spans, ledger } = read(text)
    expect(entries).toEqual([
      { file: 3, row: 0, line: 3, fields: ['p', 'x'] },
      { file: 3, row: 3, line: 8, fields: ['r', 'z'] },
    ])
    expect(setAside).toEqual([
      { row: 1, line: 6, lastLine: 6, reason: 'wrong-field-count' },
      { row: 2, line: 7, lastLine: 7, reason: 'names-nobody' },
    ])
    expect(spans).toEqual([
      { start: 26, end: 57, rowCount: 3 },
      { start: 57, end: text.length, rowCount: 1 },
    ])
    expect(ledger).toEqual({
      lines: 8,
      headerLines: 1,
      blankLines: 2,
      loadedLines: 3,
      setAsideLines: 2,
      loadedRows: 2,
      setAsideRows: 2,
      setAside: { 'wrong-field-count': 1, 'names-nobody': 1 },
    })
  })

  it.each([
    ['', 'empty-file', 1],
    ['ID,P', 'file-too-short', 1],
    [HEADER, 'no-records', 1],
    ['\n\n\n\n\n\n\n\n', 'no-records', 1],
    ['\u00ff\u00feI\0D\0,\0P\0', 'utf-16', 1],
    ['\u00fe\u00ff\0I\0D\0,\0P', 'utf-16', 1],
    ['\nID,NAME,NOTE\n1,p,n,x\n', 'missing-columns', 2],
    [HEADER + '1,p,n,x\n2,q,n\n3,r\n', 'mostly-malformed', 3],
    [HEADER + '1,,n,x\n', 'mostly-malformed', 2],
    ['PK\u0003\u0004\0\0\n\0x', 'binary-file', 1],
  ])('refuses %j', (text, reason, line) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ details: { reason, line } }))
  })

  it('says what is wrong with the first of many bad lines', () => {
    expect(() => read(HEADER + '1,p,n,x\n2,q,n\n3,r\n')).toThrow(
      '2 of the 3 rows cannot be read, so this does not seem to be the right kind of file. The first is on line 3: It has another number of fields than the file has columns.',
    )
  })

  it('goes on where half of the rows are good', () => {
    expect(read('1,p,n,x\n2,q,n\n').entries.length).toBe(1)
  })
})

describe('ledgerFaults', () => {
  const { ledger } = read('1,p,n,x\n2,q,n\n')
  it.each([
    [{ lines: 3 }, '3 lines, but 0 header, 0 blank, 1 loaded and 1 set aside are 2.'],
    [{ setAside: { 'bad-quote': 2 } }, '1 rows set aside, but the reasons add up to 2.'],
    [{ loadedRows: 2 }, '2 rows on 1 loaded lines.'],
    [{ setAsideRows: 2, setAside: { 'bad-quote': 2 } }, '2 rows on 1 lines set aside.'],
  ] satisfies [Partial<Ledger>, string][])('says that %j does not add up', (change, fault) => {
    expect(ledgerFaults({ ...ledger, ...change })).toEqual([fault])
    expect([balances(ledger), balances({ ...ledger, ...change })]).toEqual([true, false])
  })
})
