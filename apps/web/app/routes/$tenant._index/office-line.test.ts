import { describe, expect, it } from 'vitest'
import { officeLine } from './office-line.ts'

const batch = (state: 'draft' | 'importing' | 'ready' | 'failed', publishedRunId: string | null = null) => ({
  id: 'b',
  state,
  publishedRunId,
})
const words = (...args: Parameters<typeof officeLine> extends [string, ...infer Rest] ? Rest : never) => {
  const { line, next } = officeLine('x', ...args)
  return [line.map(({ word }) => word).join(' '), next.to]
}

describe('officeLine', () => {
  it('starts with the file', () => {
    expect(words(undefined, undefined, true)).toEqual(['Not yet Not yet Not yet', '/x/files/new'])
  })

  it('offers nothing to someone who may not add files', () => {
    expect(words(undefined, undefined, false)[1]).toBeUndefined()
    expect(words(batch('draft'), undefined, false)[1]).toBeUndefined()
  })

  it('points at the work while it goes on', () => {
    expect(words(batch('importing'), undefined, true)).toEqual(['Under way Not yet Not yet', '/x/files/b'])
  })

  it('keeps earlier answers in view while a new file is read', () => {
    expect(words(batch('importing'), batch('ready', 'r'), true)[0]).toBe('Under way Done Done')
  })

  it('ends with the answers', () => {
    expect(words(batch('ready', 'r'), batch('ready', 'r'), true)).toEqual(['Done Done Done', '/x/results'])
  })

  it('says what stopped', () => {
    expect(words(batch('failed'), undefined, true)).toEqual(['Stopped Not yet Not yet', '/x/files/b'])
  })
})
