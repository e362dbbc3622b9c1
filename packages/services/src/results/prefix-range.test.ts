import { expect, it } from 'vitest'
import { prefixRange } from './prefix-range.ts'

/** As the database compares: byte by byte. */
function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
}

it('holds every text with the prefix and no other', () => {
  const { from, to } = prefixRange('test')
  const within = (text: string) => !isBefore(text, from) && isBefore(text, to)
  expect(['test', 'testperson', 'test\uffff'].every(within)).toBe(true)
  expect(['tes', 'tesu', 'tess', 'uest', ''].some(within)).toBe(false)
})
