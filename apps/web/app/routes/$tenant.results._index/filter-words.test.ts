import { expect, it } from 'vitest'
import { viewSentence } from './filter-words.ts'
import { parseView } from './view-state.ts'

it('says what is shown', () => {
  const state = parseView(new URLSearchParams('outcome=eligible&from=1996-01-01&determination=-'))
  expect(viewSentence(state, 312, 41_207)).toBe(
    '312 of 41,207 convictions · eligible · determination: empty · convicted since 01/01/1996',
  )
  expect(viewSentence(parseView(new URLSearchParams()), 1, 1)).toBe('1 of 1 conviction')
})

it('names both layers and presumptions', () => {
  const state = parseView(new URLSearchParams('floor=ineligible&policy=improve&presumed=yes'))
  expect(viewSentence(state, 2, 3)).toBe(
    '2 of 3 convictions · statutory floor: not eligible · office policy: granted by policy · rests on a presumption',
  )
})
