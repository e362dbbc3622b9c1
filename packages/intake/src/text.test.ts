import { describe, expect, it } from 'vitest'
import { displayText } from './display-text.ts'
import { quoteCell } from './quote-cell.ts'
import { trimSpace } from './space.ts'

describe('quoteCell', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    [' lead', '" lead"'],
    ['trail ', 'trail '],
    ['\\.', '"\\."'],
    ['\\.x', '\\.x'],
    ['\xc2\xa0x', '"\xc2\xa0x"'],
    ['\xa0x', '\xa0x'],
    ['\xe2\x80\x83x', '"\xe2\x80\x83x"'],
    ['\xe2\x80\x8bx', '\xe2\x80\x8bx'],
  ])('%j is written %j', (cell, written) => {
    expect(quoteCell(cell)).toBe(written)
  })
})

describe('trimSpace', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    [' a b ', 'a b'],
    ['\xe3\x80\x80a\xc2\x85', 'a'],
    ['\xa0a\xa0', '\xa0a\xa0'],
    ['\xc2\xa0\xc2\xa0', ''],
  ])('%j becomes %j', (text, trimmed) => {
    expect(trimSpace(text)).toBe(trimmed)
  })
})

describe('displayText', () => {
  it.each([
    ['100% PLAIN', '100% PLAIN'],
    ['PE\xc3\x91A 50%', 'PEÑA 50%'],
    ['PE\xd1A', 'PEÑA'],
    ['\x93Q\x94', '“Q”'],
    ['\x81', '\ufffd'],
  ])('%j reads %j', (bytes, text) => {
    expect(displayText(bytes)).toBe(text)
  })
})
