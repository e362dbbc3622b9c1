import { describe, expect, it } from 'vitest'
import type { JobProgress } from './job-progress.ts'
import { movingStage, stageUnderWay, WORK_STAGES } from './work-stages.ts'

const job = (state: JobProgress['state'], ...stages: [stage: string, done: number, total: number][]): JobProgress => ({
  state,
  stages: stages.map(([stage, done, total]) => ({ stage, unit: stage === 'inspect' ? 'bytes' : 'rows', done, total })),
})
const importing = (inspect: number, load: number, people: number, total = 9) =>
  job(
    'running',
    ['inspect', inspect, 9],
    ['load', load, inspect === 9 ? total : 0],
    ['people', people, load === total ? total : 0],
  )
const labelOf = (jobs: JobProgress[], published = false) => WORK_STAGES[stageUnderWay(jobs, published)]?.label

describe('stageUnderWay', () => {
  it.each([
    ['Scanned', [importing(0, 0, 0)]],
    ['Scanned', [importing(5, 0, 0)]],
    ['Parsed', [importing(9, 0, 0)]],
    ['People matched', [importing(9, 9, 0)]],
    ['Eligibility', [importing(9, 9, 9)]],
    ['Eligibility', [importing(9, 9, 9), job('running', ['evaluate', 3, 9], ['results', 0, 0])]],
    ['Ready', [importing(9, 9, 9), job('running', ['evaluate', 9, 9], ['results', 0, 0])]],
  ] as const)('is at %s', (label, jobs) => expect(labelOf([...jobs])).toBe(label))

  it('is past the last stage once results are published', () => {
    expect(stageUnderWay([], true)).toBe(WORK_STAGES.length)
  })
})

describe('movingStage', () => {
  it('speaks of the first stage that is not finished', () => {
    expect(movingStage(importing(9, 4, 0))).toMatchObject({
      stage: 'load',
      verb: 'Reading rows',
      unit: 'rows',
      done: 4,
    })
  })

  it('has nothing to say before a worker has begun', () => {
    expect(movingStage(job('queued', ['inspect', 0, 9]))).toBeUndefined()
  })
})
