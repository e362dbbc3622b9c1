import { describe, expect, it } from 'vitest'
import { parseView, resultsInput, viewEntries, viewQuery } from './view-state.ts'

const parse = (query: string) => parseView(new URLSearchParams(query))

describe('the address of a view', () => {
  it.each([
    '',
    '?sort=disposed_on&dir=desc&page=3',
    '?size=100&outcome=eligible&literal=11357',
    '?outcome=eligible&floor=ineligible&policy=improve&presumed=yes',
    '?determination=Eligible+for+Dismissal&reason=Dismiss+all&county=LOS+ANGELES&from=1996-01-01&to=2016-11-08',
    '?run=0198f0a0-0000-7000-8000-000000000001',
  ])('comes back as it was: %s', (query) => {
    expect(viewQuery(parse(query))).toBe(query)
  })

  it('never holds the name looked for', () => {
    expect(viewQuery(parse('name=Testperson&literal=11357'))).toBe('?literal=11357')
    expect(viewEntries(parse('name=Testperson'), true)).toEqual([['name', 'Testperson']])
  })

  it.each([
    'sort=password',
    'dir=up',
    'page=-1',
    'page=x',
    'size=7',
    'outcome=maybe',
    'floor=maybe',
    'policy=unkind',
    'presumed=perhaps',
    'from=yesterday',
    'run=1',
    'other=1',
  ])('takes the broken part of %s as not said', (query) => expect(viewQuery(parse(query))).toBe(''))
})

describe('the buttons of the form', () => {
  it('sort by the column pressed, from the first page', () => {
    expect(parse('sort=name&dir=asc&page=4&order=disposed_on.desc')).toMatchObject({
      sort: 'disposed_on',
      dir: 'desc',
      page: 1,
    })
  })

  it('take one filter away, or all', () => {
    expect(parse('literal=11357&county=X&without=literal')).toMatchObject({ literal: '', county: 'X' })
    expect(viewQuery(parse('literal=11357&county=X&without=all&sort=county'))).toBe('?sort=county')
  })

  it('turn the page and keep everything else', () => {
    expect(viewQuery(parse('literal=11357&page=2&turn=3'))).toBe('?page=3&literal=11357')
  })
})

describe('resultsInput', () => {
  it('asks for the newest run unless one is named', () => {
    expect(resultsInput(parse(''))).not.toHaveProperty('runId')
    expect(resultsInput(parse('run=0198f0a0-0000-7000-8000-000000000001'))).toMatchObject({
      runId: '0198f0a0-0000-7000-8000-000000000001',
    })
  })
})
