import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companionOffenses, marijuanaOffenses, otherOffenses } from '../intake/doj-bulk/synthetic/offenses.ts'
import type { Offense } from '../intake/doj-bulk/synthetic/offenses.ts'
import { NO_SECTION, readOffenseText } from './read-offense.ts'

function literals(offenses: readonly Offense[]): string[] {
  return [...new Set(offenses.map(({ literal }) => literal))]
}

describe('readOffenseText', () => {
  it('reads every part of a text', () => {
    const reading = readOffenseText('664/11359 HS-ATTEMPT')
    expect(reading.marijuana).toMatchObject({ section: '11359', attempt: true })
    expect(reading).toMatchObject({ superstrike: undefined, registrable: undefined, lookalike: false, unknown: [] })
    expect(readOffenseText('288(A) PC')).toMatchObject({ superstrike: 'certain', registrable: 'certain' })
    expect(readOffenseText('11364(A) HS').pleaDerivative).toBe('11364 HS')
    expect(readOffenseText('11357.5 HS')).toMatchObject({ marijuana: undefined, lookalike: true })
  })

  it.each(['11359HS(A)', '11359HS (A)', '11359(A)HS', 'HS11359(A)'])('reads %s with its subdivision', (text) => {
    expect(readOffenseText(text).marijuana).toMatchObject({ section: '11359', path: ['A'] })
  })

  it('names what it does not know by code, and a text without one never by its words', () => {
    expect(readOffenseText('19999(A) VC-SOMETHING').unknown).toEqual(['19999(A) VC'])
    expect(readOffenseText('11357(A)').unknown).toEqual([])
    expect(readOffenseText('11359 PC').unknown).toEqual(['11359 PC'])
    expect(readOffenseText('187(A)-MURDER').unknown).toEqual(['187(A)'])
    expect(readOffenseText('SEEN WITH ANNA TESTPERSON').unknown).toEqual([NO_SECTION])
  })

  it('does not judge what a description only mentions', () => {
    const reading = readOffenseText('4149 BP PROB VIOL: 11359 HS')
    expect(reading).toMatchObject({ marijuana: undefined, pleaDerivative: '4149 BP', lookalike: false, unknown: [] })
  })

  it.each(literals(marijuanaOffenses))('%s is a marijuana offense', (literal) => {
    expect(readOffenseText(literal).marijuana).toBeDefined()
  })

  it.each(literals(companionOffenses))('%s is a plea derivative', (literal) => {
    expect(readOffenseText(literal)).toMatchObject({ marijuana: undefined, superstrike: undefined })
    expect(readOffenseText(literal).pleaDerivative).toBeDefined()
  })

  it.each(literals(otherOffenses))('%s is neither, and known', (literal) => {
    expect(readOffenseText(literal)).toMatchObject({ marijuana: undefined, pleaDerivative: undefined, unknown: [] })
  })

  it('never throws, and reads equal texts equally, also after others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '11359 HS', '187 PC'), (noise, code) => {
        const first = readOffenseText(code + noise)
        readOffenseText(noise)
        expect(readOffenseText(code + noise)).toEqual(first)
      }),
    )
  })
})
