import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { openObjectStore } from '../open-object-store.ts'
import type { TenantKeys } from '../tenant-keys.ts'
import type { Part, StoreUnderTest } from './object-store.conformance.ts'
import { startS3Server } from './start-s3-server.ts'

/** The store in a bucket of its own, and the parts under their keys. */
export async function openS3Store(keys: TenantKeys): Promise<StoreUnderTest> {
  const server = await startS3Server()
  const { bucket: Bucket, credentials } = server
  const options = { region: 'us-west-1', endpoint: server.endpoint, credentials, forcePathStyle: true }
  const client = new S3Client({ ...options, requestChecksumCalculation: 'WHEN_REQUIRED' })
  const place = (tenantId: string, objectId: string, part: Part) => ({
    Bucket,
    Key: `objects/${tenantId}/${objectId}/${part}`,
  })
  const get = async (Key: string): Promise<Buffer> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    return Buffer.from((await Body?.transformToByteArray()) ?? [])
  }
  return {
    store: openObjectStore({ url: server.url, keys, credentials }),
    readPart: (tenantId, objectId, part) => get(place(tenantId, objectId, part).Key),
    writePart: async (tenantId, objectId, part, bytes) => {
      await client.send(new PutObjectCommand({ ...place(tenantId, objectId, part), Body: bytes }))
    },
    removePart: async (tenantId, objectId, part) => {
      await client.send(new DeleteObjectCommand(place(tenantId, objectId, part)))
    },
    everything: async (tenantId) => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `objects/${tenantId}/` }))
      const files = Contents.map(async ({ Key = '' }) => Buffer.concat([Buffer.from(Key), await get(Key)]))
      return Buffer.concat(await Promise.all(files))
    },
    close: async () => {
      client.destroy()
      await server.close()
    },
  }
}
