import { describe, expect, it } from 'vitest'
import { lineRanges } from './line-ranges.ts'
import { wrapText } from './wrap-text.ts'

describe('wrapText', () => {
  it('breaks at blanks, at the width and not before, and hangs what follows', () => {
    expect(wrapText('aa bb  cc\ndd', 5, 0, 2)).toBe('aa bb\n  cc\n  dd')
    expect(wrapText('aa bb cc dd', 7, 2, 4)).toBe('  aa bb\n    cc\n    dd')
  })

  it('leaves a word that is longer than a line whole', () => {
    expect(wrapText('a bbbbbbbb c', 4, 0)).toBe('a\nbbbbbbbb\nc')
    expect(wrapText('', 4, 2)).toBe('  ')
  })
})

describe('lineRanges', () => {
  it('joins lines that follow one another', () => {
    expect(lineRanges([2, 3, 4, 9, 11, 12])).toEqual(['2–4', '9', '11–12'])
    expect(lineRanges([])).toEqual([])
  })
})
