import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from './byte-text.ts'
import { cutGoodPiece } from './cut-good-rows.ts'
import { cutPiece, cutRows } from './cut-records.ts'
import type { CutRows } from './cut-rows.ts'
import type { Entry } from './layout.ts'
import { PlainRows } from './plain-rows.ts'
import { ledgerOf } from './record-reader.ts'
import { testLayout } from './test-layout.ts'

const start = { row: 0, line: 1 }
const options = { namesSomebody: () => false }

/** Lines of few people, whole rows and others, most of them beginning alike. */
const lines = fc
  .array(
    fc.oneof(
      {
        arbitrary: fc.constantFrom('1,p,n,x\n', '22,p,n,\n', '3,p,"n,n",x\r\n', '4,q,n,x\n', '5,"p",n,x\n'),
        weight: 6,
      },
      { arbitrary: fc.constantFrom('6,p,"n\nn",x\n', '7,"p\np",n,x\n', '\n', '"8",p,n,x\n', ' 9,p,n,x\n'), weight: 2 },
      {
        arbitrary: fc.constantFrom('1,p,"n, longer than a block",\n', '2,p,"n, longer than a block,\nx",y\n'),
        weight: 1,
      },
      { arbitrary: fc.constantFrom('3,p,n,x', '4,p,"n"', '\u00e9,p,n,x\n', '\\.,p,n,x\n'), weight: 1 },
      { arbitrary: fc.constantFrom('1,p,n\n', '2,p,n,x,x\n', '3,p,n"n"n,x\n', '4,p,\0,x\n', '5,,n,x\n'), weight: 1 },
      { arbitrary: fc.constantFrom('6,p,"n,x\n', '7,p,n,x"\n', '8,p\n', '"\n', '9,p,"n"",x\n', 'p'), weight: 1 },
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''))

const plain = new PlainRows(1 << 10, testLayout.columns.length)

/** A text in the room, where it can be skimmed, and what stood there before behind it. */
function inRoom(text: string, behind: string) {
  plain.text.fill(0).set(bytesOf(text + behind))
  return { plain, bytes: plain.text.subarray(0, text.length), skims: true }
}

function entriesOf(rows: CutRows): Entry[] {
  return Array.from({ length: rows.count }, (_, index) => rows.entry(index))
}

/** What must hold of rows that were skimmed, beside all rows of the same text. */
function compare(skimmed: CutRows, all: CutRows): void {
  const cut = entriesOf(skimmed)
  const known = new Map(cut.map((entry) => [entry.row, entry]))
  let before: Entry | undefined
  for (const entry of entriesOf(all)) {
    const same = known.get(entry.row)
    if (same === undefined) expect(entry.fields[0]).toBe(before?.fields[0])
    else expect(same).toEqual(entry)
    before = same ?? before
  }
  expect(all.setAside).toEqual(expect.arrayContaining(skimmed.setAside))
  const late = all.setAside.length - skimmed.setAside.length
  const ledger = ledgerOf(skimmed)
  const { setAside: _, ...counts } = ledgerOf(all)
  expect(ledger).toMatchObject({
    ...counts,
    loadedRows: counts.loadedRows + late,
    loadedLines: counts.loadedLines + late,
    setAsideRows: counts.setAsideRows - late,
    setAsideLines: counts.setAsideLines - late,
  })
}

describe('RowSkimmer', () => {
  it('passes only over lines that are the person’s of the row before, each a row of its own', () => {
    let passed = 0
    fc.assert(
      fc.property(lines, lines, fc.nat({ max: 400 }), (text, behind, before) => {
        const wanted = { ...options, last: true, before }
        const { rows, end } = cutGoodPiece(testLayout, text, start, { ...wanted, ...inRoom(text, behind) })
        const all = cutGoodPiece(testLayout, text, start, wanted)
        expect(end).toBe(all.end)
        passed += rows.skimmed
        compare(rows, all.rows)
      }),
      { numRuns: 3000 },
    )
    expect(passed).toBeGreaterThan(1000)
  })

  it('does so where malformed rows refuse the file', () => {
    fc.assert(
      fc.property(lines, lines, (text, behind) => {
        const all = tryCut(() => cutRows(testLayout, text, start))
        if (all === undefined) return
        const { rows, end } = cutPiece(testLayout, text, start, { ...inRoom(text, behind), last: true })
        expect(end).toBe(text.length)
        compare(rows, all)
      }),
      { numRuns: 2000 },
    )
  })
})

function tryCut(cut: () => CutRows): CutRows | undefined {
  try {
    return cut()
  } catch {
    return undefined
  }
}
