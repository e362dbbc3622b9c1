import { describe, expect, it } from 'vitest'
import { findMutants, identityOf } from './find-mutants.mjs'

/** @param {string} text */
const broken = (text) =>
  findMutants('rule.ts', text).map(({ start, end, text: into }) => text.slice(0, start) + into + text.slice(end))

describe('the mutants of a source', () => {
  it.each([
    ['a comparison', 'x = a < b', ['x = a <= b']],
    ['an equality', 'x = a === b', ['x = a !== b']],
    ['and', 'x = a && b', ['x = a || b']],
    ['a number', 'x = f(20)', ['x = f(21)']],
    ['a day', "x = '2016-12-31'", ["x = '2017-01-01'"]],
    ['a list in one text', "x = '187 189 191.5'", ["x = '187 191.5'"]],
    ['parts of all', 'x = law.all(a, b)', ['x = law.all(b)', 'x = law.all(a)']],
    ['not', 'x = law.not(a)', ['x = a']],
    ['entries of a list', 'x = [a, b]', ['x = [b]', 'x = [a]']],
    ['an outcome', 'x = { outcome: dismissed }', ["x = { outcome: { kind: 'ineligible', because: 'no_change' } }"]],
    ['an if', 'if (isOpen) f()', ['if (!(isOpen)) f()']],
  ])('of %s', (_, text, mutants) => {
    expect(broken(text)).toEqual(mutants)
  })

  it('leaves words, authorities and types alone', () => {
    expect(broken("x = { label: 'a < 3', summary: text(3), citations: [a, b] }")).toEqual([])
    expect(broken('type A = 1 | 2')).toEqual([])
  })

  it('says where and what', () => {
    expect(findMutants('rule.ts', '\n  x = a < b\n')).toMatchObject([
      { file: 'rule.ts', line: 2, within: '', code: 'x = a < b', change: '< to <=' },
    ])
  })

  it('tells equal changes of equal lines apart', () => {
    const lines = ['const first = f(', 'a < b', ')', 'class Days {', 'add() {', 'a < b', 'c(1) + d(1)', '}', '}']
    const found = findMutants('rule.ts', lines.join('\n'))
    expect(found.map(({ within, change }) => [within, change])).toEqual([
      ['first', '< to <='],
      ['Days.add', '< to <='],
      ['Days.add', '1 to 2'],
      ['Days.add', '1 to 2 (2)'],
    ])
    expect(new Set(found.map(identityOf)).size).toBe(4)
  })
})
