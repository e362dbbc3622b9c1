import { describe, expect, it } from 'vitest'
import { textOf } from './byte-text.ts'
import { ByteWriter } from './byte-writer.ts'
import { cutGoodRows } from './cut-good-rows.ts'
import { readHeader } from './source-columns.ts'
import { testLayout } from './test-layout.ts'

const width = testLayout.columns.length

describe('readHeader', () => {
  it.each([
    ['ID,PERSON,NAME,NOTE', { width: 4, from: undefined, spare: false, missing: [] }],
    ['"id", Per_son ,name,NOTE', { width: 4, from: undefined, spare: false, missing: [] }],
    ['ID,PERSON,NAME,NOTE,', { width: 4, from: undefined, spare: true, missing: [] }],
    ['NOTE,ID,"A,B",PERSON', { width: 4, from: [1, 3, -1, 0], spare: false, missing: ['NAME'] }],
    ['ID,PERSON,NAME,REMARK', { width: 4, from: undefined, spare: false, missing: [] }],
    ['ID,PERSON,NAME,REMARK,NOTE', { width: 5, from: [0, 1, 2, 4], spare: false, missing: [] }],
    ['PERSON,NAME', { width: 2, from: [-1, 0, 1, -1], spare: false, missing: ['ID', 'NOTE'] }],
    ['1,p,n,x', undefined],
    ['1,NAME,n,x', undefined],
    ['', undefined],
  ])('reads %j', (line, columns) => {
    expect(readHeader(testLayout, line, 1)).toEqual(columns)
  })

  it.each([
    ['ID,NAME,NOTE', 'missing-columns', 'PERSON'],
    ['ID,PERSON,NAME,person', 'repeated-columns', 'PERSON'],
  ])('refuses %j', (line, reason, column) => {
    expect(() => readHeader(testLayout, line, 7)).toThrow(
      expect.objectContaining({
        details: { reason, line: 7 },
        message: expect.stringContaining(`line 7 `) as string,
      }),
    )
    expect(() => readHeader(testLayout, line, 7)).toThrow(column)
  })

  it('gives rows of moved columns by the layout, and writes them in its order', () => {
    const columns = readHeader(testLayout, 'EXTRA,NOTE,PERSON,ID', 1)
    const rows = cutGoodRows(
      testLayout,
      'e,"x,y",p,1\r\ne,,q,2\n',
      { row: 0, line: 2 },
      {
        namesSomebody: () => false,
        ...(columns === undefined ? {} : { columns }),
      },
    )
    expect([rows.entry(0).fields, rows.value(0, 2)]).toEqual([['p', 'x,y'], ''])
    const out = new ByteWriter(8)
    rows.writeColumns(0, [[0, width]], out)
    out.text('|')
    rows.writeColumns(
      1,
      [
        [3, 4],
        [1, 2],
      ],
      out,
    )
    expect(textOf(out.bytes())).toBe('1,p,,"x,y"|,q')
  })

  it('takes one more, empty field where the header has one', () => {
    const columns = readHeader(testLayout, 'ID,PERSON,NAME,NOTE,', 1)
    const options = { namesSomebody: () => false, ...(columns === undefined ? {} : { columns }) }
    const rows = cutGoodRows(testLayout, '1,p,n,x,\r\n2,q,n,x\n3,r,n,x,y\n4,s,n,,\n', { row: 0, line: 2 }, options)
    const out = new ByteWriter(8)
    for (let index = 0; index < rows.count; index++) {
      rows.writeColumns(index, [[0, width]], out)
      out.text('\n')
    }
    expect(textOf(out.bytes())).toBe('1,p,n,x\n2,q,n,x\n4,s,n,\n')
    expect(rows.setAside).toEqual([{ row: 2, line: 4, lastLine: 4, reason: 'wrong-field-count' }])
  })
})
