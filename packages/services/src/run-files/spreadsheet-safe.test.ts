import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeForSpreadsheets } from './spreadsheet-safe.ts'

async function safe(text: string, size = text.length): Promise<string> {
  const bytes = Buffer.from(text, 'latin1')
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += Math.max(size, 1)) pieces.push(bytes.subarray(at, at + Math.max(size, 1)))
  const out: Buffer[] = []
  for await (const piece of safeForSpreadsheets(
    (async function* () {
      yield* pieces
    })(),
  ))
    out.push(piece)
  return Buffer.concat(out).toString('latin1')
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1')

describe('safeForSpreadsheets', () => {
  it.each([
    ['an equals sign', '=1+1', "'=1+1"],
    ['a plus', 'a,+1', "a,'+1"],
    ['a minus', 'a\n-1,b', "a\n'-1,b"],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab', '\t=1', "'\t=1"],
    ['a space in front', 'a, =1', "a,' =1"],
    ['a no-break space in front', 'a,\xa0=1', "a,'\xa0=1"],
    ['a no-break space of UTF-8', utf8('a,\u00a0=1'), utf8("a,'\u00a0=1")],
    ['the mark a file may begin with', utf8('\ufeff=1'), utf8("'\ufeff=1")],
    ['an ideographic space', utf8('\u3000=1'), utf8("'\u3000=1")],
    ['a wide equals sign', utf8('a,＝1'), utf8("a,'＝1")],
    ['a quoted cell', '"=HYPERLINK(""x"")",b', '"\'=HYPERLINK(""x"")",b'],
    ['a second line in a cell', '"a\n=1"', '"a\n\'=1"'],
    ['a second line with a space in front', '"a\r\n -1"', '"a\r\n\' -1"'],
    ['a cell of only a sign', '-', "'-"],
    ['the last cell of a file', 'a,=', "a,'="],
  ])('puts an apostrophe before %s', async (_name, text, expected) => {
    for (const size of [1, 2, 3, text.length]) expect(await safe(text, size)).toBe(expected)
  })

  it.each([
    'RECORD_ID,NAME\r\n1,"TESTPERSON, ANA"\r\n',
    '"a,=b","c""=d""",e=f',
    '11357(A) HS-POSSESS,, ,"",\n',
    utf8('É,ñ=1,\u2019x'),
    'a,\xa0',
    '',
    '\xef\xbb\xbfRECORD',
    'a" =b,c',
  ])('leaves %j as it is', async (text) => {
    for (const size of [1, 2, 3, text.length]) expect(await safe(text, size)).toBe(text)
  })

  it('adds apostrophes only, and no cell read back is a formula', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', ' ', '\xa0', '"', ',', '\n', '\r', 'a', '1', "'"),
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const written = rows.map((row) => row.map(quoted).join(',') + '\r\n').join('')
          const result = await safe(written, size)
          const cells = readBack(result)
          expect(cells.filter((text) => /(^|[\r\n])([^\S\r\n\t]*[=+\-@]|\t)/.test(text))).toEqual([])
          const strip = (text: string) => text.replaceAll("'", '')
          expect(cells.map(strip)).toEqual(rows.flat().map(strip))
        },
      ),
      { numRuns: 500 },
    )
  })
})

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Cells of a file, read by the book: another way than the code under test goes. */
function readBack(text: string): string[] {
  return [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)].map(([, inQuotes, plain]) =>
    inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'),
  )
}
