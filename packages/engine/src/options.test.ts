import { describe, expect, it } from 'vitest'
import { canonicalJson } from './options.ts'

describe('canonicalJson', () => {
  it('is the same text for equal values, whatever the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
    expect(canonicalJson({ a: true, b: [1, { c: 'x', d: null }], e: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    )
  })
})
