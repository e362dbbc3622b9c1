import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openSessionLocks, type SessionLocks } from './session-locks.ts'
import { createTestDatabase, type TestDatabase } from './test/create-test-database.ts'

let database: TestDatabase
let admin: Sql
let [one, two]: SessionLocks[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} })
  ;[one, two] = ['one', 'two'].map((applicationName) =>
    openSessionLocks({ url: database.urls.cmr_app, applicationName }),
  )
})
afterAll(async () => {
  await Promise.all([one?.close(), two?.close(), admin.end()])
  await database.drop()
})

const processes = () => [one, two] as [SessionLocks, SessionLocks]

describe('a lock of two processes', () => {
  test('is held by one at a time, key by key', async () => {
    const [first, second] = processes()
    expect(await first.tryLock('a', () => {})).toBe(true)
    expect(await second.tryLock('a', () => {})).toBe(false)
    expect(await second.tryLock('b', () => {})).toBe(true)
    await first.unlock('a')
    expect(await second.tryLock('a', () => {})).toBe(true)
    await Promise.all([second.unlock('a'), second.unlock('b'), first.unlock('never held')])
  })

  test('is asked for across processes', async () => {
    const [first, second] = processes()
    const giveUp = vi.fn(() => void first.unlock('asked'))
    await first.tryLock('asked', giveUp)
    await second.requestRelease('asked')
    await vi.waitFor(async () => expect(await second.tryLock('asked', () => {})).toBe(true))
    expect(giveUp).toHaveBeenCalledOnce()
    await second.unlock('asked')
  })

  test('is lost with its connection, and its holder is told', async () => {
    const [first, second] = processes()
    const giveUp = vi.fn()
    await first.tryLock('lost', giveUp)
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'one locks'`
    await vi.waitFor(() => expect(giveUp).toHaveBeenCalledOnce())
    await vi.waitFor(async () => expect(await second.tryLock('lost', () => {})).toBe(true))
    // The old holder does not release what is another's now.
    await first.unlock('lost')
    expect(await first.tryLock('lost', () => {})).toBe(false)
    await second.unlock('lost')
    expect(await first.tryLock('lost', () => {})).toBe(true)
    await first.unlock('lost')
  })
})
