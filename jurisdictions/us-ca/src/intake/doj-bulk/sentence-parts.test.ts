import { describe, expect, it } from 'vitest'
import { joinParts, readSentence, writePart } from './sentence-parts.ts'

describe('parts of a sentence as text', () => {
  it('are read back as they were written', () => {
    const text = joinParts([writePart('003', 'Y', 'PROBATION'), writePart('', '', '')])
    expect(text).toBe('003|Y|PROBATION;||')
    expect(readSentence(text)).toEqual([
      { length: '003', unit: 'Y', place: 'PROBATION' },
      { length: '', unit: '', place: '' },
    ])
    expect(joinParts([writePart('1', 'D', 'JAIL')])).toBe('1|D|JAIL')
  })

  it.each([
    [['1;2', 'D', 'JAIL'], '1?2|D|JAIL'],
    [['12', '|', 'JAIL'], '12|?|JAIL'],
    [['12', 'D', 'JAIL;FINE|'], '12|D|JAIL?FINE?'],
  ] as const)('hold no separator of their own: %j', ([length, unit, place], text) => {
    expect(writePart(length, unit, place)).toBe(text)
  })
})
