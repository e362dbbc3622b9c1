import { randomBytes, randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { openObjectStore } from '../open-object-store.ts'
import { createTenantKeys } from '../tenant-keys.ts'
import { keyTable, memoryWrapper } from '../test/key-table.ts'
import { describeObjectStore } from '../test/object-store.conformance.ts'
import { openS3Store } from '../test/s3-store.ts'
import { startS3Server } from '../test/start-s3-server.ts'

describeObjectStore('S3', openS3Store)

it('is refused by a bucket that does not know us, and by none at all, without what was said', async () => {
  const server = await startS3Server()
  const keys = createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...keyTable() })
  const unreachable = { code: 'UNAVAILABLE', details: { reason: 'storage-unreachable' } }
  const wrong = { accessKeyId: 'STRANGER', secretAccessKey: 'wrong' }
  const stranger = openObjectStore({ url: server.url, keys, credentials: wrong })
  await expect(stranger.create(randomUUID(), randomUUID())).rejects.toMatchObject(unreachable)
  const known = openObjectStore({ url: server.url, keys, credentials: server.credentials })
  await server.close()
  await expect(known.size(randomUUID(), randomUUID())).rejects.toMatchObject(unreachable)
})

it.each(['https://bucket/objects', 's3:///objects'])('has no driver for %s', (url) => {
  const keys = createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...keyTable() })
  expect(() => openObjectStore({ url, keys })).toThrow(
    expect.objectContaining({ code: 'VALIDATION', details: { reason: 'storage-url' } }),
  )
})
