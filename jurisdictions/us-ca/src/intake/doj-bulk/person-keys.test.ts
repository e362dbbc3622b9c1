import { cutRows } from '@cmr/intake'
import { expect, it } from 'vitest'
import { COLUMNS } from './columns.ts'
import { dojBulk } from './format.ts'
import { personKeys } from './person-keys.ts'
import { synthesize } from './synthetic.ts'

it('reads only the columns that the layout says tell people apart', () => {
  const { layout } = dojBulk
  const text = [...synthesize({ county: 'Yolo', rows: 400, seed: 3, header: false })].join('')
  const rows = cutRows(layout, text, { row: 0, line: 1 })
  const keys = Array.from({ length: rows.count }, (_, index) => {
    const { fields } = rows.entry(index)
    const ofPerson = fields.map((field, kept) => (layout.person.includes(layout.keeps[kept] ?? -1) ? field : ''))
    expect(personKeys(ofPerson)).toEqual(personKeys(fields))
    return personKeys(fields).join()
  })
  expect(new Set(keys).size).toBeGreaterThan(5)
})

it('tells people apart by subject, CII number and date of birth', () => {
  const names = dojBulk.layout.person.map((position) => COLUMNS[position])
  expect(names).toEqual(['SUBJECT_ID', 'CII_NUMBER', 'PRI_DOB'])
})
