import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from './byte-text.ts'
import { FieldCutter } from './field-cutter.ts'

const WIDTH = 6

/** Fields as they stand in a file: mostly plain, some odd, a few malformed. */
const rawField = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('', '7', 'TESTPERSON', '"TESTPERSON,ANN"', 'TESTPERSON ANN', '19700101') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('"two\nlines"', '"two\r\nlines"', '"a ""word"""', '"needless"', '\\.', ' LED BY SPACE'),
  },
  { weight: 1, arbitrary: fc.constantFrom('\u00c2\u00a0wide', 'a\rb', '\0', '"open', 'stray"quote', '"closed"early') },
)

/** Rows that share their fields up to some place with the one before, as rows of one person do. */
const alikeRows = fc
  .array(fc.tuple(fc.nat({ max: WIDTH }), fc.array(rawField, { minLength: 1, maxLength: WIDTH + 1 })), {
    minLength: 2,
    maxLength: 6,
  })
  .map((rows) => {
    let fields: string[] = []
    return rows.map(([kept, others], number) => {
      fields = [String(number), ...fields.slice(1, 1 + kept), ...others].slice(0, WIDTH)
      while (fields.length < WIDTH - 1) fields.push('')
      return fields.join(',')
    })
  })

/** All there is to know of a record after it was cut. */
function outcome(cutter: FieldCutter, next: number, starts: Int32Array, base: number) {
  const { lineFeeds, hasZero, fault, isVerbatim } = cutter
  if (next === -1) return { next, fault, lineFeeds }
  return { next, lineFeeds, hasZero, isVerbatim, starts: [...starts.slice(base, base + WIDTH + 1)] }
}

describe('FieldCutter', () => {
  it('cuts a record that begins like the one before as it cuts it alone', () => {
    let taken = 0
    fc.assert(
      fc.property(alikeRows, fc.constantFrom('\n', '\r\n'), (rows, lineEnd) => {
        const text = rows.join(lineEnd) + lineEnd
        const cutter = new FieldCutter(text, bytesOf(text), WIDTH, false)
        const alone = new FieldCutter(text, bytesOf(text), WIDTH, false)
        const starts = new Int32Array((rows.length + 2) * (WIDTH + 1))
        const startsAlone = new Int32Array((rows.length + 2) * (WIDTH + 1))
        let before = -1
        let base = 0
        for (let at = 0; at < text.length;) {
          const next = cutter.cut(starts, base, at, text.length, before)
          const expected = alone.cut(startsAlone, base, at, text.length, -1)
          expect(outcome(cutter, next, starts, base)).toEqual(outcome(alone, expected, startsAlone, base))
          taken += cutter.alike - 1
          if (next === -1) return
          before = cutter.canBeTaken ? base : -1
          base += WIDTH + 1
          at = next
        }
      }),
      { numRuns: 3000 },
    )
    // The property would hold as well if nothing were ever taken over.
    expect(taken).toBeGreaterThan(500)
  })
})
