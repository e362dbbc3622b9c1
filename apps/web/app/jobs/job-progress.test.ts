import { describe, expect, it } from 'vitest'
import { mergeProgress } from './job-progress.ts'
import type { JobProgress } from './job-progress.ts'

const at = (state: JobProgress['state'], done: number): JobProgress => ({
  state,
  stages: [
    { stage: 'load', unit: 'rows', done, total: 100 },
    { stage: 'people', unit: 'rows', done: 0, total: 0 },
  ],
})

describe('mergeProgress', () => {
  it('goes forward', () => {
    expect(mergeProgress(at('running', 10), at('running', 20))).toEqual(at('running', 20))
  })

  it('never falls when an older answer arrives late', () => {
    expect(mergeProgress(at('running', 20), at('running', 10))).toEqual(at('running', 20))
  })

  it('stays finished', () => {
    expect(mergeProgress(at('done', 100), at('running', 90))).toEqual(at('done', 100))
  })
})
