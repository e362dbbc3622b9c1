import { describe, expect, it } from 'vitest'
import { codeTable, meaningsOf, MOSCONE_ACT, PROPOSITION_64 } from './code-table.ts'
import type { MarijuanaSection } from './marijuana-offense.ts'

const SECTIONS: readonly MarijuanaSection[] = ['11357', '11358', '11359', '11360']
const DAYS = [
  '1900-01-01',
  '1965-06-01',
  '1975-12-31',
  MOSCONE_ACT,
  '2000-01-01',
  '2016-11-08',
  PROPOSITION_64,
  '2020-01-01',
]

function meaning(section: MarijuanaSection, path: string, on: string | undefined) {
  return meaningsOf(section, path === '' ? [] : path.split('.'), on).map((entry) => entry.meaning)
}

describe('codeTable', () => {
  it('has no two entries of one subdivision whose periods overlap', () => {
    const overlaps = codeTable.flatMap((a, index) =>
      codeTable
        .slice(index + 1)
        .filter((b) => a.section === b.section && a.path.join('.') === b.path.join('.'))
        .filter((b) => a.from < (b.to ?? '9999') && b.from < (a.to ?? '9999')),
    )
    expect(overlaps).toEqual([])
  })

  it('answers once for every section, subdivision and day', () => {
    for (const section of SECTIONS) {
      for (const path of [[], ['A'], ['A', '1'], ['B'], ['B', '2'], ['C'], ['D'], ['E'], ['Z', '9']]) {
        for (const on of DAYS) expect(meaningsOf(section, path, on), `${section} ${path.join()} ${on}`).toHaveLength(1)
      }
    }
  })

  it('reaches every entry', () => {
    const reached = new Set(codeTable.flatMap(({ section, path, from }) => meaningsOf(section, path, from)))
    expect(reached.size).toBe(codeTable.length)
  })
})

describe('meaningsOf', () => {
  it.each([
    ['A', '1975-12-31', 'any-possession'],
    ['A', '1976-01-01', 'concentrate'],
    ['A', '2016-11-08', 'concentrate'],
    ['A', '2016-11-09', 'small'],
    ['B', '2016-11-08', 'small'],
    ['B', '2016-11-09', 'large'],
    ['B.2', '2016-11-09', 'large'],
    ['C', '2016-11-08', 'large'],
    ['C', '2016-11-09', 'school-adult'],
    ['D', '2016-11-08', 'school-adult'],
    ['D', '2016-11-09', 'school-minor'],
    ['E', '2016-11-08', 'school-minor'],
    ['E', '2016-11-09', 'any-possession'],
    ['', '2010-01-01', 'any-possession'],
  ])('11357 %s on %s is %s', (path, on, expected) => {
    expect(meaning('11357', path, on)).toEqual([expected])
  })

  it.each<[MarijuanaSection, string, string, string]>([
    ['11358', 'C', '2016-11-08', 'any-cultivation'],
    ['11358', '', '2016-11-09', 'any-cultivation'],
    ['11358', 'C', '2016-11-09', 'cultivation-large'],
    ['11359', 'B', '2016-11-08', 'any-for-sale'],
    ['11359', 'B', '2016-11-09', 'for-sale-adult'],
    ['11359', 'D', '2016-11-09', 'for-sale-employing'],
    ['11360', 'A', '2016-11-08', 'sale'],
    ['11360', 'A', '2016-11-09', 'sale'],
    ['11360', 'A.2', '2016-11-09', 'sale-adult'],
    ['11360', 'A.3', '2016-11-09', 'sale-aggravated'],
    ['11360', 'B', '1975-12-31', 'any-sale'],
    ['11360', 'B', '1990-01-01', 'gift'],
    ['11360', 'B', '2020-01-01', 'gift'],
    ['11360', '', '2020-01-01', 'any-sale'],
  ])('%s %s on %s is %s', (section, path, on, expected) => {
    expect(meaning(section, path, on)).toEqual([expected])
  })

  it('gives every candidate when the day is not known', () => {
    expect(meaning('11357', 'B', undefined)).toEqual(['any-possession', 'small', 'large'])
    expect(meaning('11359', '', undefined)).toEqual(['any-for-sale', 'any-for-sale'])
  })
})
