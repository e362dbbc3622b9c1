import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByKey } from './by-key.ts'

describe('entries by key', () => {
  it('are found as in a map, in whatever order their keys come', () => {
    const keys = fc.array(fc.constantFrom('', '001', '001002', '002', '010', '1~001', '1~002'))
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const found = new ByKey<{ readonly key: string }>()
        const cleared = (given: readonly string[]) => {
          found.clear()
          const known = new Map<string, { readonly key: string }>()
          for (const key of given) {
            const entry = known.get(key)
            expect(found.get(key)).toBe(entry)
            if (entry === undefined) known.set(key, found.add({ key }))
          }
        }
        cleared(before)
        cleared(after)
      }),
    )
  })
})
