import { describe, expect, it } from 'vitest'
import { InOrder } from './in-order.ts'

describe('InOrder', () => {
  it('consumes values in the order of their numbers, whatever order they come in', async () => {
    const consumed: string[] = []
    const inOrder = new InOrder<string>(async (value) => {
      await Promise.resolve()
      consumed.push(value)
    })
    inOrder.add(2, Promise.resolve('c'))
    inOrder.add(0, Promise.resolve('a'))
    await inOrder.reached(1)
    expect(consumed).toEqual(['a'])
    inOrder.add(1, Promise.resolve('b'))
    await inOrder.reached(3)
    expect(consumed).toEqual(['a', 'b', 'c'])
  })

  it('fails with the first failure in order, and consumes nothing after it', async () => {
    const consumed: string[] = []
    const inOrder = new InOrder<string>(async (value) => {
      consumed.push(value)
    })
    const end = inOrder.reached(3)
    inOrder.add(2, Promise.reject(new Error('third')))
    inOrder.add(1, Promise.reject(new Error('second')))
    inOrder.add(0, Promise.resolve('first'))
    await expect(end).rejects.toThrow('second')
    await expect(inOrder.reached(3)).rejects.toThrow('second')
    expect(consumed).toEqual(['first'])
  })
})
