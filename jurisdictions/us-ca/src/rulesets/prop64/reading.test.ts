import type { Charge, Subject } from '@cmr/record'
import { describe, expect, it } from 'vitest'
import { readOffenseText } from '../../offenses/read-offense.ts'
import { offenseIn, offenseOf, offensesOf } from './reading.ts'

function charge(row: number, literal: string, given: Charge['given'] = {}): Charge {
  return { id: `0:${row}`, caseId: '001', file: 0, row, line: row + 1, literal, disposition: 'convicted', given }
}

function person(...charges: Charge[]): Subject {
  return { key: 'TEST-1', name: 'TESTPERSON', charges, given: {} }
}

const theft = charge(0, '484(A) PC-THEFT')
const sale = charge(1, '11360(A) HS-SELL MARIJUANA')
const pleaded = charge(2, '11359 HS', { convictedOffense: '11357(A) HS' })
const unread = charge(3, '11358 HS', { convictedOffense: 'SEE DOCKET' })
const all = [theft, sale, pleaded, unread]
const texts = ['484(A) PC-THEFT', '11360(A) HS-SELL MARIJUANA', '11357(A) HS', '11358 HS']
const expected = texts.map(readOffenseText)

describe('offenses of a person', () => {
  it('are what the person was convicted of, else the charge, in the order of the record', () => {
    expect(offensesOf(person(...all))).toEqual(expected)
  })

  it.each([
    ['in order', [0, 1, 2, 3]],
    ['backwards', [3, 2, 1, 0]],
    ['one again and again', [2, 2, 0, 2]],
  ])('are the same one by one, asked %s', (_order, places) => {
    const subject = person(...all)
    for (const place of places) {
      const asked = all[place] ?? theft
      expect(offenseIn(subject, asked)).toEqual(expected[place])
      expect(offenseOf(asked)).toEqual(expected[place])
      expect(offenseOf(sale)).toEqual(expected[1])
    }
  })

  it('are read anew for another person', () => {
    expect(offenseIn(person(sale, theft), sale)).toEqual(expected[1])
    expect(offenseIn(person(theft, sale), theft)).toEqual(expected[0])
  })

  it('are read for a charge that the person does not have', () => {
    const subject = person(theft)
    expect(offenseIn(subject, sale)).toEqual(expected[1])
    expect(offenseIn(person(), sale)).toEqual(expected[1])
  })
})
