import { randomBytes, randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { openObjectStore } from '../open-object-store.ts'
import { createTenantKeys } from '../tenant-keys.ts'
import { keyTable, memoryWrapper } from '../test/key-table.ts'
import { describeObjectStore } from '../test/object-store.conformance.ts'
import { openS3Store } from '../test/s3-store.ts'
import { startS3Server } from '../test/start-s3-server.ts'

describeObjectStore('S3', openS3Store)

it('says whether a bucket refuses us or does not answer, with the storage’s own name for it and nothing else of it', async () => {
  const server = await startS3Server()
  const keys = createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...keyTable() })
  const wrong = { accessKeyId: 'STRANGER', secretAccessKey: 'wrong' }
  const stranger = openObjectStore({ url: server.url, keys, credentials: wrong })
  await expect(stranger.create(randomUUID(), randomUUID())).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('refuses'),
    details: { reason: 'storage-refused' },
  })
  await expect(stranger.removeAll(randomUUID())).rejects.toMatchObject({
    details: { reason: 'storage-refused', s3: 'InvalidAccessKeyId' },
  })
  const elsewhere = openObjectStore({
    url: server.url.replace(server.bucket, 'no-such-bucket'),
    keys,
    credentials: server.credentials,
  })
  await expect(elsewhere.removeAll(randomUUID())).rejects.toMatchObject({
    details: { reason: 'storage-unreachable', s3: 'NoSuchBucket' },
  })
  const known = openObjectStore({ url: server.url, keys, credentials: server.credentials })
  await server.close()
  await expect(known.size(randomUUID(), randomUUID())).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    details: { reason: 'storage-unreachable' },
  })
})

it.each(['https://bucket/objects', 's3:///objects'])('has no driver for %s', (url) => {
  const keys = createTenantKeys({ wrapper: memoryWrapper(randomBytes(32)), ...keyTable() })
  expect(() => openObjectStore({ url, keys })).toThrow(
    expect.objectContaining({ code: 'VALIDATION', details: { reason: 'storage-url' } }),
  )
})
