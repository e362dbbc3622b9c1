import { describe, expect, it } from 'vitest'
import { changesOf, groupsOf, optionsOf, valueAt, valueWords } from './option-form.ts'

const field = (path: string, control: 'toggle' | 'number' | 'select' | 'checklist', group = 'One') => ({
  path: path.split('.'),
  ui: { label: path, group, control } as const,
})
const form = (entries: [string, string][]) => {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

describe('optionsOf', () => {
  const fields = [
    field('a.list', 'checklist'),
    field('a.on', 'toggle'),
    field('b.years', 'number'),
    field('kind', 'select'),
  ]

  it('reads every control into the shape of the schema', () => {
    const data = form([
      ['a.list', 'x'],
      ['a.list', 'y'],
      ['a.on', 'on'],
      ['b.years', ' 10 '],
      ['kind', 'wide'],
    ])
    expect(optionsOf(data, fields)).toEqual({ a: { list: ['x', 'y'], on: true }, b: { years: 10 }, kind: 'wide' })
  })

  it('reads what is not ticked or typed as off', () => {
    expect(optionsOf(form([]), fields)).toEqual({ a: { list: [], on: false }, b: { years: 0 }, kind: '' })
  })

  it('leaves a number that is none for the schema to refuse', () => {
    expect(optionsOf(form([['b.years', 'ten']]), [field('b.years', 'number')])).toEqual({ b: { years: 'ten' } })
  })
})

describe('valueAt', () => {
  it('finds a value and survives a missing parent', () => {
    expect(valueAt({ a: { b: 1 } }, ['a', 'b'])).toBe(1)
    expect(valueAt({}, ['a', 'b'])).toBeUndefined()
  })
})

describe('groupsOf', () => {
  it('keeps the order of groups and of fields', () => {
    const groups = groupsOf([field('a', 'toggle', 'Two'), field('b', 'toggle', 'One'), field('c', 'toggle', 'Two')])
    expect(groups.map(({ name, fields }) => [name, fields.map(({ path }) => path[0])])).toEqual([
      ['Two', ['a', 'c']],
      ['One', ['b']],
    ])
  })
})

describe('valueWords', () => {
  const { ui } = field('years', 'number')
  it.each([
    [0, ui, 'Off'],
    [5, { ...ui, unit: 'years' as const }, '5 years'],
    [true, ui, 'Yes'],
    [[], ui, 'None'],
    [['x'], { ...ui, choices: { x: 'The letter x' } }, 'The letter x'],
  ])('says %j', (value, of, words) => expect(valueWords(value, of)).toBe(words))
})

describe('changesOf', () => {
  it('names the choices that differ, in words', () => {
    const fields = [field('a.list', 'checklist'), field('a.on', 'toggle'), field('years', 'number')]
    const from = { a: { list: ['x'], on: false }, years: 5 }
    const to = { a: { list: ['x'], on: true }, years: 0 }
    expect(changesOf(fields, from, to)).toEqual([
      { label: 'a.on', from: 'No', to: 'Yes' },
      { label: 'years', from: '5', to: 'Off' },
    ])
    expect(changesOf(fields, to, to)).toEqual([])
  })
})
