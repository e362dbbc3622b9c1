import { describe, expect, it } from 'vitest'
import { cutRows } from './cut-records.ts'
import { ResultRenderer } from './result-renderer.ts'
import { testLayout } from './test-layout.ts'

const nothing = ['', '']
const table = {
  files: [
    { columns: 'all', rows: 'all' },
    { columns: [3, 1], rows: 'all' },
    { columns: 'all', rows: 'determined' },
  ],
  headers: ['Answer', 'Why, in words'],
  plainCells: (fields: readonly string[]) => (fields[1] === 'flag' ? ['', 'flagged'] : nothing),
} as const

describe('ResultRenderer', () => {
  it('writes source columns as they came and computed cells after them, each file its own share', () => {
    const renderer = new ResultRenderer(testLayout, table)
    const text = '1,p,"TEST,A",x\r\n2,"q", lead,"a\r\nb"\n3,r,n,flag\n4,s,n,"say ""x"""\n'
    const rows = cutRows(testLayout, text, { row: 10, line: 1 })
    const out = renderer.render(rows, (row) => (row === 11 ? ['yes', 'old, very'] : undefined))
    expect(renderer.headers()[1]).toBe('NOTE,PERSON,Answer,"Why, in words"\n')
    expect(out).toEqual([
      '1,p,"TEST,A",x,,\n2,q," lead","a\nb",yes,"old, very"\n3,r,n,flag,,flagged\n4,s,n,"say ""x""",,\n',
      'x,p,,\n"a\nb",q,yes,"old, very"\nflag,r,,flagged\n"say ""x""",s,,\n',
      '2,q," lead","a\nb",yes,"old, very"\n',
    ])
  })
})
