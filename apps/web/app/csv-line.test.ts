import { expect, it } from 'vitest'
import { csvLine } from './csv-line.ts'

it.each([
  [['a', 1, 'b c'], 'a,1,b c\n'],
  [['x,y', 'he said "no"', 'two\nlines'], '"x,y","he said ""no""","two\nlines"\n'],
  [[' =1', '\u00a0-1', '\t', '＝1', 'a-b'], "' =1,'\u00a0-1,'\t,'＝1,a-b\n"],
  [['a\n=1', 'a\r\n +1'], `"a\n'=1","a\r\n' +1"\n`],
  [['=1+1', '@sum', -5], "'=1+1,'@sum,-5\n"],
])('writes %j', (cells, line) => expect(csvLine(cells)).toBe(line))
