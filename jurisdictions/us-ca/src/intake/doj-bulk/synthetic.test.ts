import { type CutRows, cutRows } from '@cmr/intake'
import { parseCompactDate } from '@cmr/record'
import { describe, expect, it } from 'vitest'
import { assemble } from './assemble.ts'
import { columnIndex, COLUMNS, type Column } from './columns.ts'
import { dojBulk } from './format.ts'
import { synthesize, type SyntheticRequest } from './synthetic.ts'

const ROWS = 20_000
const request: SyntheticRequest = { county: 'Los Angeles', rows: ROWS, seed: 7 }

function fileOf(asked: SyntheticRequest): string {
  return [...synthesize(asked)].join('')
}

function cut(text: string): CutRows {
  return cutRows(dojBulk.layout, text, { row: 0, line: 1 })
}

const rows = cut(fileOf({ ...request, header: false }))
const indexes = Array.from({ length: rows.count }, (_, index) => index)
const column = (name: Column): string[] => indexes.map((index) => rows.value(index, columnIndex(name)))

function shareOf(name: Column, holds: (value: string) => boolean): number {
  return column(name).filter(holds).length / rows.count
}

describe('a synthetic file', () => {
  it('has the columns of the layout and exactly the rows asked for', () => {
    const file = fileOf(request)
    expect(file.slice(0, file.indexOf('\n'))).toBe(COLUMNS.join(','))
    expect(rows.count).toBe(ROWS)
    expect(fileOf({ ...request, rows: 1 }).split('\n')).toHaveLength(3)
  })

  it('is the same for the same seed and another for another', () => {
    expect(fileOf(request)).toBe(fileOf(request))
    expect(fileOf({ ...request, seed: 8 })).not.toBe(fileOf(request))
  })

  it('holds nobody who could be real', () => {
    expect(column('PRI_NAME').every((name) => /^TESTPERSON-[A-Z\xd1]+, ?[A-Z]+/.test(name))).toBe(true)
    expect(column('PRI_SSN').every((number) => number.startsWith('900'))).toBe(true)
    expect(column('OFN').every((number) => /^(?:TEST-\d+|NULL {2})?$/.test(number))).toBe(true)
  })

  it('gives everyone a conviction under one of the four sections in the county', () => {
    const people = new Map<string, number[]>()
    // The last person's record is cut off where the rows end.
    const last = rows.value(ROWS - 1, columnIndex('SUBJECT_ID'))
    for (const index of indexes) {
      const id = rows.value(index, columnIndex('SUBJECT_ID'))
      if (id !== last) people.set(id, [...(people.get(id) ?? []), index])
    }
    for (const own of people.values()) {
      const { charges } = assemble(
        own.map((index) => rows.entry(index)),
        'file',
      )
      expect(
        charges.some(
          ({ literal, given }) => /113(?:5[789]|60)|^664$/.test(literal) && given['county'] === 'LOS ANGELES',
        ),
      ).toBe(true)
    }
  })

  it('has what real files have: other counties, sentence parts, comments that carry the charge, odd and missing values', () => {
    expect(shareOf('STP_ORI_CNTY_NAME', (county) => county !== 'LOS ANGELES')).toBeGreaterThan(0.1)
    expect(shareOf('SENT_ORDER', (order) => order !== '' && order !== '1')).toBeGreaterThan(0.05)
    expect(shareOf('OFFENSE_DESCR', (text) => text === 'SEE COMMENT FOR CHARGE')).toBeGreaterThan(0.003)
    expect(shareOf('DISP_DESCR', (text) => text.startsWith('CONVICTED'))).toBeGreaterThan(0.2)
    expect(column('STP_TYPE_DESCR')).toEqual(expect.arrayContaining(['REGISTRATION', 'DECEASED']))
    expect(column('CONV_STAT_DESCR')).toEqual(expect.arrayContaining(['FELONY', 'MISDEMEANOR', 'INFRACTION', '']))
    expect(column('STP_EVENT_DATE').some((date) => date.endsWith('0000'))).toBe(true)
    expect(shareOf('STP_EVENT_DATE', (date) => parseCompactDate(date) === undefined)).toBeLessThan(0.02)
    expect(column('PRI_NAME').some((name) => name.includes('"'))).toBe(true)
  })

  it('now and then has rows of one person apart from each other', () => {
    const ids = column('SUBJECT_ID')
    const runs = ids.filter((id, index) => id !== ids[index - 1]).length
    expect(runs).toBeGreaterThan(new Set(ids).size)
  })

  it('refuses a county the state does not have', () => {
    expect(() => fileOf({ ...request, county: 'Narnia' })).toThrow(RangeError)
  })
})
