import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PersonUnion, personKeysOf } from './person-union.ts'
import { testLayout } from './test-layout.ts'

const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 3 })

/** The same by looking again until nothing changes. */
function groupsPlainly(rows: readonly (readonly string[])[]): number[] {
  const group = rows.map((_, index) => index)
  for (let changed = true; changed;) {
    changed = false
    rows.forEach((a, i) => {
      rows.forEach((b, j) => {
        const low = Math.min(group[i] ?? i, group[j] ?? j)
        if (group[i] === group[j] || !a.some((key) => b.includes(key))) return
        group[i] = low
        group[j] = low
        changed = true
      })
    })
  }
  return group
}

describe('PersonUnion', () => {
  it('joins rows that share a key, directly or over others, and keeps the order of first appearance', () => {
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 12 }), (rows) => {
        const union = new PersonUnion()
        const members = rows.map((row) => union.add(row))
        const groups = members.map((member) => union.groupOf(member))
        const plain = groupsPlainly(rows)
        const rank = (all: readonly number[]): number[] => {
          const order = [...new Set(all)].sort((a, b) => a - b)
          return all.map((group) => order.indexOf(group))
        }
        expect(rank(groups)).toEqual(rank(plain))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('personKeysOf', () => {
  it('gives the source key without white space, then the format’s', () => {
    const keysOf = (...fields: string[]): string[] =>
      personKeysOf(testLayout, ([, note = '']) => (note === '' ? [] : [`note:${note}`]), {
        file: 0,
        row: 0,
        line: 1,
        fields,
      })
    expect([keysOf(' p', 'n'), keysOf('\u00c2\u00a0 ', '')]).toEqual([['source:p', 'note:n'], []])
  })
})
