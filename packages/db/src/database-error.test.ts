import { AppError } from '@cmr/errors'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, test } from 'vitest'
import { toDatabaseError } from './database-error.ts'

test('a query error never travels, whatever is inside it', () => {
  const wrapped = new DrizzleQueryError('select $1', ['CANARY'], new Error('CANARY'))
  const safe = toDatabaseError(wrapped)
  expect(safe).toMatchObject({ code: 'INTERNAL', details: { reason: 'database' } })
  expect(JSON.stringify(safe, Object.getOwnPropertyNames(safe))).not.toContain('CANARY')
  expect((safe as Error).cause).toBeUndefined()
})

test('refusals and errors of others pass unchanged', () => {
  const mine = new AppError('NOT_FOUND', 'Gone.')
  expect(toDatabaseError(mine)).toBe(mine)
  expect(toDatabaseError(new DrizzleQueryError('', [], mine))).toBe(mine)
  for (const other of [
    new TypeError('bug'),
    Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }),
    'text',
  ]) {
    expect(toDatabaseError(other)).toBe(other)
  }
})
