import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf } from './byte-text.ts'
import { cutRows } from './cut-records.ts'
import { FieldCutter } from './field-cutter.ts'
import { PlainRows } from './plain-rows.ts'
import { testLayout } from './test-layout.ts'

const COLUMNS = 6
const STRIDE = COLUMNS + 1
const ROOM = 1 << 12

/** Fields as they stand in a file: mostly plain, of any length beside a block's, some odd, a few malformed. */
const rawField = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom('', '7', 'TESTPERSON', '"TESTPERSON,ANN"', 'TESTPERSON ANN', '11357(A) HS', '!#$%&*+'),
  },
  { weight: 6, arbitrary: fc.nat({ max: 40 }).map((length) => 'X'.repeat(length)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('"two\nlines"', '"a, ""word"""', '"needless"', '\\.', ' LED', '\u00c9', '\t'),
  },
  { weight: 1, arbitrary: fc.constantFrom('"two,\nlines"', '"two,\r\nlines"', '"zero,\0"') },
  { weight: 1, arbitrary: fc.constantFrom('a\rb', '\0', '"open', 'stray"quote', '"closed,"early', '"one,more', 'a,b') },
)

const firstField = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 999 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('"1,x"', '\\.', '\u00c9', ' 1', '') },
)

interface DrawnRow {
  readonly first: string
  /** Fields from the second on that are those of the row before, and whether the next one only goes on. */
  readonly kept: number
  readonly goesOn: boolean
  /** One too few or too many now and then. */
  readonly others: readonly string[]
}

/** Rows that share their fields up to some place with the one before, as rows of one person do. */
const rowsOfText = fc
  .array(
    fc.record<DrawnRow>({
      first: firstField,
      kept: fc.nat({ max: COLUMNS }),
      goesOn: fc.boolean(),
      others: fc.oneof(
        { weight: 12, arbitrary: fc.array(rawField, { minLength: COLUMNS, maxLength: COLUMNS }) },
        { weight: 1, arbitrary: fc.array(rawField, { minLength: COLUMNS - 2, maxLength: COLUMNS + 1 }) },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => {
    let before: readonly string[] = []
    return rows.map(({ first, kept, goesOn, others }) => {
      const same = [first, ...before.slice(1, 1 + kept)]
      const fields = [...same, ...others.slice(same.length)]
      const next = before[same.length]
      if (goesOn && next !== undefined) fields[same.length] = `${next}X`
      before = fields
      return fields.join(',')
    })
  })

/** What stands behind the text of a room: whatever was there before. */
const leftOver = fc.constantFrom('', '\n', 'X\n', ',,,,,,\n,,,,,\n', '"x,y"\n', 'X'.repeat(40), ',\n'.repeat(20))

function textIn(room: PlainRows, text: string, behind: string): Uint8Array {
  room.text.fill(0)
  room.text.set(bytesOf(text + behind))
  return room.text.subarray(0, text.length)
}

it('cuts rows as they are cut without it, and most of them itself', () => {
  const plain = new PlainRows(ROOM, COLUMNS)
  let own = 0
  let others = 0
  fc.assert(
    fc.property(
      rowsOfText,
      fc.constantFrom('\n', '\n', '\r\n'),
      fc.boolean(),
      leftOver,
      fc.option(fc.nat({ max: 60 })),
      (rows, lineEnd, endsLine, behind, shortLimit) => {
        const text = rows.join(lineEnd) + (endsLine ? lineEnd : '')
        const bytes = textIn(plain, text, behind)
        const cutter = new FieldCutter(text, bytes, COLUMNS, false, plain)
        const alone = new FieldCutter(text, bytesOf(text), COLUMNS, false)
        const starts = new Int32Array((text.length + 2) * 2)
        let base = 0
        let before = -1
        for (let at = 0; at < text.length; base += STRIDE) {
          const limit = shortLimit === null ? text.length : Math.min(at + shortLimit, text.length)
          const isOwn = plain.cut(base, at, text.length, limit, before) !== -1
          const next = cutter.cut(plain.starts, base, at, limit, before)
          expect(next).toBe(alone.cut(starts, base, at, limit, before))
          const { lineFeeds, hasZero, fault, isVerbatim, canBeTaken } = cutter
          expect({ lineFeeds, hasZero, fault, isVerbatim, canBeTaken }).toEqual({
            ...{ lineFeeds: alone.lineFeeds, hasZero: alone.hasZero, fault: alone.fault },
            ...{ isVerbatim: alone.isVerbatim, canBeTaken: alone.canBeTaken },
          })
          if (next === -1) return
          if (isOwn) own++
          else others++
          const row = plain.starts.slice(base, base + STRIDE)
          expect(row).toEqual(starts.slice(base, base + STRIDE))
          requireAlike(text, row, cutter.alike, before === -1 ? undefined : starts.slice(before, before + STRIDE))
          // Fields that are taken over closed in the row before, and no limit applies to them.
          before = shortLimit === null && cutter.canBeTaken ? base : -1
          at = next
        }
      },
    ),
    { numRuns: 5000 },
  )
  // The property would hold as well if no row were plain, or all.
  expect(own).toBeGreaterThan(1000)
  expect(others).toBeGreaterThan(500)
})

/** Fails when a field before `alike`, the first excepted, is not that of the row before. */
function requireAlike(text: string, row: Int32Array, alike: number, before: Int32Array | undefined): void {
  const field = (starts: Int32Array, i: number) => text.slice(starts[i], (starts[i + 1] ?? 0) - 1)
  for (let i = 1; i < alike; i++) expect(before === undefined ? undefined : field(before, i)).toBe(field(row, i))
}

it('takes over what stands in the row before, and cuts the row alone where nothing does', () => {
  const plain = new PlainRows(ROOM, COLUMNS)
  const rows = [
    '1,TESTPERSON,SAME FIELD,SAME,,x\n',
    '2,TESTPERSON,SAME FIELD,SAME,,y\n',
    '33,TESTPERSON,SAME FIELD,SAME,,y\n',
  ]
  const text = rows.join('')
  textIn(plain, text, '')
  const [second, third] = [text.indexOf('2,'), text.indexOf('33,')]
  const cutAt = (row: number, at: number, before: number) => {
    const next = plain.cut(row * STRIDE, at, text.length, text.length, before)
    return [next, plain.alike]
  }
  expect(cutAt(0, 0, -1)).toEqual([second, 1])
  expect(cutAt(1, second, 0)).toEqual([third, COLUMNS - 1])
  expect(cutAt(2, third, STRIDE)).toEqual([text.length, COLUMNS - 1])
  expect(cutAt(2, third, -1)).toEqual([text.length, 1])
})

it('stores nothing behind the place of a row, however many fields its line has', () => {
  const plain = new PlainRows(ROOM, COLUMNS)
  const text = ','.repeat(ROOM)
  textIn(plain, text, '')
  expect(plain.cut(0, 0, text.length, text.length, -1)).toBe(-1)
  expect([...plain.starts.slice(COLUMNS)].every((offset) => offset === 0)).toBe(true)
})

it('has room for the offsets of as many rows as the room for text can hold', () => {
  for (const columns of [1, 2, COLUMNS, 95]) {
    const plain = new PlainRows(ROOM, columns)
    const row = (columns === 1 ? 'x' : ','.repeat(columns - 1)) + '\n'
    const text = row.repeat(Math.floor(ROOM / row.length))
    textIn(plain, text, '')
    let base = 0
    for (let at = 0; at < text.length; base += columns + 1) {
      at = plain.cut(base, at, text.length, text.length, base === 0 ? -1 : base - columns - 1)
      expect(at % row.length).toBe(0)
    }
    expect(base).toBeLessThanOrEqual(plain.starts.length)
    expect(plain.starts[base - 1]).toBe(text.length)
  }
})

it('holds only bytes that begin where its text does', () => {
  const plain = new PlainRows(ROOM, COLUMNS)
  expect(plain.holds(plain.text.subarray(0, 10))).toBe(true)
  expect(plain.holds(plain.text.subarray(1, 10))).toBe(false)
  expect(plain.holds(new Uint8Array(10))).toBe(false)
})

it('is left out for a text that stands elsewhere, also by rows that take over room of its rows', () => {
  const plain = new PlainRows(ROOM, testLayout.columns.length)
  const first = { row: 0, line: 1 }
  const small = '1,p,TESTPERSON,x\n'
  const large = Array.from({ length: 80 }, (_, row) => `${row},p,TESTPERSON ${row},x${row}\n`).join('')
  const inRoom = cutRows(testLayout, small, first, { bytes: textIn(plain, small, ''), plain, rows: 100 })
  expect(inRoom.value(0, 2)).toBe('TESTPERSON')
  const elsewhere = cutRows(testLayout, large, first, { bytes: bytesOf(large), plain, rows: 1, reuse: inRoom })
  for (let row = 0; row < 80; row++) expect(elsewhere.value(row, 3)).toBe(`x${row}`)
  const back = cutRows(testLayout, small, first, { bytes: textIn(plain, small, ''), plain, rows: 1, reuse: elsewhere })
  expect(back.value(0, 3)).toBe('x')
})
