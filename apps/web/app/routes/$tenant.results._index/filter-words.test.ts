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
