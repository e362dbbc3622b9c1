import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { AppError } from '@cmr/errors'
import { damaged, objectExists, type ObjectName, unknownObject } from '../object-format.ts'
import type { ObjectParts, PartStore } from '../part-store.ts'

export interface S3Place {
  readonly client: S3Client
  readonly bucket: string
  /** In front of every key: empty, or ending in "/". */
  readonly prefix: string
}

/**
 * Parts in an S3 bucket, one key each: `<prefix><tenant>/<object>/head`, `…/tail` and `…/<number of the segment>`. A key
 * is replaced at once or not at all and read as last written, so nothing here needs multipart uploads or renaming.
 */
export function createS3Parts(place: S3Place): PartStore {
  const bucket = new Bucket(place)
  return {
    async create(name, header) {
      if (await bucket.has(keyOf(name, 'head'))) throw objectExists()
      await bucket.put(keyOf(name, 'head'), header)
      return new S3Parts(bucket, name)
    },
    async open(name) {
      if (!(await bucket.has(keyOf(name, 'head')))) throw unknownObject()
      return new S3Parts(bucket, name)
    },
    async replaceHeader(name, header) {
      // A removed object leaves no header behind.
      if (!(await bucket.has(keyOf(name, 'tail')))) throw unknownObject()
      await bucket.put(keyOf(name, 'head'), header)
    },
    remove: (name) => bucket.removeUnder(`${name.tenantId}/${name.objectId}/`),
    list: (tenantId) => bucket.foldersUnder(`${tenantId}/`),
    removeAll: (tenantId) => bucket.removeUnder(`${tenantId}/`),
  }
}

class S3Parts implements ObjectParts {
  constructor(
    private readonly bucket: Bucket,
    private readonly name: ObjectName,
  ) {}

  async readHeader(): Promise<Buffer> {
    const header = await this.bucket.get(keyOf(this.name, 'head'))
    if (header === undefined) throw damaged()
    return header
  }

  async mayHave(count: number): Promise<boolean> {
    return count === 0 || this.bucket.has(keyOf(this.name, count - 1))
  }

  readSegment(segment: number): Promise<Buffer | undefined> {
    return this.bucket.get(keyOf(this.name, segment))
  }

  writeSegment(segment: number, sealed: Buffer): Promise<void> {
    return this.bucket.put(keyOf(this.name, segment), sealed)
  }

  /** A key that was put is durable. */
  async sync(): Promise<void> {}

  readTail(): Promise<Buffer | undefined> {
    return this.bucket.get(keyOf(this.name, 'tail'))
  }

  replaceTail(tail: Buffer): Promise<void> {
    return this.bucket.put(keyOf(this.name, 'tail'), tail)
  }

  /** Segments behind the tail do not count and are replaced when they are written again. */
  async dropSegments(): Promise<void> {}

  async close(): Promise<void> {}
}

/** The few requests the driver needs. */
class Bucket {
  constructor(private readonly place: S3Place) {}

  async has(key: string): Promise<boolean> {
    const { client, bucket } = this.place
    const found = await answer(client.send(new HeadObjectCommand({ Bucket: bucket, Key: this.full(key) })))
    return found !== undefined
  }

  async get(key: string): Promise<Buffer | undefined> {
    const { client, bucket } = this.place
    const found = await answer(client.send(new GetObjectCommand({ Bucket: bucket, Key: this.full(key) })))
    if (found?.Body === undefined) return undefined
    const bytes = await answer(found.Body.transformToByteArray())
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  async put(key: string, body: Buffer): Promise<void> {
    const { client, bucket } = this.place
    const put = new PutObjectCommand({ Bucket: bucket, Key: this.full(key), Body: body, ContentLength: body.length })
    if ((await answer(client.send(put))) === undefined) throw unreachable('NoSuchKey')
  }

  /** Names of the folders right under one that ends in "/". */
  async *foldersUnder(folder: string): AsyncGenerator<string> {
    const start = this.full(folder)
    for await (const { CommonPrefixes = [] } of this.pages({ Prefix: start, Delimiter: '/' })) {
      for (const { Prefix = '' } of CommonPrefixes) yield Prefix.slice(start.length, -1)
    }
  }

  async removeUnder(folder: string): Promise<void> {
    const { client, bucket } = this.place
    for await (const { Contents = [] } of this.pages({ Prefix: this.full(folder) })) {
      const keys = Contents.map(({ Key = '' }) => ({ Key }))
      if (keys.length === 0) continue
      const removed = await answer(
        client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } })),
      )
      const [failed] = removed?.Errors ?? []
      if (removed === undefined || failed !== undefined) throw refusalOf(failed?.Code)
    }
  }

  private async *pages(query: { Prefix: string; Delimiter?: string }) {
    const { client, bucket } = this.place
    for (let after: string | undefined; ;) {
      const token = after === undefined ? {} : { ContinuationToken: after }
      const page = await answer(client.send(new ListObjectsV2Command({ Bucket: bucket, ...query, ...token })))
      if (page === undefined) throw unreachable('NoSuchKey')
      yield page
      if (page.IsTruncated !== true) return
      after = page.NextContinuationToken
    }
  }

  private full(key: string): string {
    return this.place.prefix + key
  }
}

/**
 * What the storage answered; undefined when it has no such key. Throws UNAVAILABLE, with the name of what went wrong and
 * nothing else of what the storage said.
 */
async function answer<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw refusalOf(error instanceof Error ? error.name : undefined)
    if (['NoSuchKey', 'NotFound'].includes(error.name)) return undefined
    throw refusalOf(error.name, error.$metadata.httpStatusCode)
  }
}

function keyOf({ tenantId, objectId }: ObjectName, part: 'head' | 'tail' | number): string {
  return `${tenantId}/${objectId}/${part}`
}

/** Answers that waiting does not mend: who asks is not known, or may not do this. */
const REFUSALS = new Set([
  'AccessDenied',
  'AccountProblem',
  'AllAccessDisabled',
  'CredentialsProviderError',
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidToken',
  'SignatureDoesNotMatch',
])
// A question for a key alone is answered without a body, so that only the status tells.
const REFUSED_STATUS = [401, 403]

function refusalOf(fault?: string, status?: number): AppError {
  if (!REFUSALS.has(fault ?? '') && !REFUSED_STATUS.includes(status ?? 0)) return unreachable(fault)
  const message = 'The file storage refuses the service: its credentials or the policy of the bucket do not allow this.'
  return new AppError('UNAVAILABLE', message, { details: { reason: 'storage-refused', ...s3Fault(fault) } })
}

function unreachable(fault: string | undefined): AppError {
  return new AppError('UNAVAILABLE', 'The file storage does not answer. Try again in a moment.', {
    details: { reason: 'storage-unreachable', ...s3Fault(fault) },
  })
}

/** The storage's own name of an error, where it is one and not a sentence. */
function s3Fault(fault: string | undefined): { s3?: string } {
  return fault !== undefined && /^\w{1,60}$/.test(fault) ? { s3: fault } : {}
}
