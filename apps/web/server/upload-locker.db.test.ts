import { openSessionLocks } from '@cmr/db'
import { createTestDatabase } from '@cmr/db/test'
import type { TestDatabase } from '@cmr/db/test'
import type { SessionLocks } from '@cmr/services'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { UploadLockers } from './upload-locker.ts'

let database: TestDatabase
let locks: SessionLocks[]
const COUNTY = '0197a0a0-0000-7000-8000-000000000001'
const OTHER = '0197a0a0-0000-7000-8000-000000000002'
const never = new AbortController().signal

beforeAll(async () => {
  database = await createTestDatabase()
  const url = database.urls.cmr_app
  locks = ['one', 'two'].map((applicationName) => openSessionLocks({ url, applicationName }))
})
afterAll(async () => {
  await Promise.all(locks.map((one) => one.close()))
  await database.drop()
})

const lockers = (patienceMilliseconds: number) =>
  locks.map((one) => new UploadLockers(one, { patienceMilliseconds })) as [UploadLockers, UploadLockers]

it.each(['the same process', 'another process'])(
  'whoever asks later in %s gets the file once the first was told',
  async (where) => {
    const [one, two] = lockers(5000)
    const first = one.of(COUNTY).newLock('a')
    const second = (where === 'the same process' ? one : two).of(COUNTY).newLock('a')
    const stop = vi.fn(() => void first.unlock())
    await first.lock(never, stop)
    await second.lock(never, () => {})
    expect(stop).toHaveBeenCalled()
    await second.unlock()
  },
)

it('a writer that does not stop keeps the file, and the other is told to wait', async () => {
  const [one, two] = lockers(300)
  const first = one.of(COUNTY).newLock('b')
  await first.lock(never, () => {})
  await expect(
    two
      .of(COUNTY)
      .newLock('b')
      .lock(never, () => {}),
  ).rejects.toMatchObject({ status_code: 423 })
  await first.unlock()
})

it('nobody of another county can make a writer stop by a file’s id', async () => {
  const [one, two] = lockers(300)
  const stop = vi.fn()
  const own = one.of(COUNTY).newLock('c')
  await own.lock(never, stop)
  for (const locker of [one, two]) {
    const foreign = locker.of(OTHER).newLock('c')
    await foreign.lock(never, () => {})
    await foreign.unlock()
  }
  expect(stop).not.toHaveBeenCalled()
  await own.unlock()
})
