import { fileURLToPath } from 'node:url'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { AppError } from '@cmr/errors'
import { createObjectStore } from './create-object-store.ts'
import { createDiskParts } from './disk/disk-parts.ts'
import type { ObjectStore } from './object-store.ts'
import type { PartStore } from './part-store.ts'
import { createS3Parts } from './s3/s3-parts.ts'
import type { TenantKeys } from './tenant-keys.ts'

export interface OpenObjectStoreOptions {
  /**
   * `file:///folder`, made when it is missing; or `s3://bucket/prefix?region=us-west-1`, where `endpoint=https://…` names
   * an S3-compatible server other than Amazon's.
   */
  readonly url: string
  readonly keys: TenantKeys
  /** Who asks; as the machine's own identity or the AWS_ variables say when absent. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** The object store an address names. Throws VALIDATION `storage-url`. */
export function openObjectStore({ url, keys, credentials }: OpenObjectStoreOptions): ObjectStore {
  return createObjectStore({ parts: openParts(new URL(url), credentials), keys })
}

function openParts(url: URL, credentials: OpenObjectStoreOptions['credentials']): PartStore {
  if (url.protocol === 'file:') return createDiskParts(fileURLToPath(url))
  if (url.protocol !== 's3:' || url.hostname === '') {
    throw new AppError('VALIDATION', 'Storage is named by a file:// or an s3:// address.', {
      details: { reason: 'storage-url' },
    })
  }
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '')
  const client = new S3Client(clientConfig(url.searchParams, credentials))
  return createS3Parts({ client, bucket: url.hostname, prefix: prefix === '' ? '' : `${prefix}/` })
}

function clientConfig(query: URLSearchParams, credentials: OpenObjectStoreOptions['credentials']): S3ClientConfig {
  const endpoint = query.get('endpoint')
  const region = query.get('region')
  return {
    ...(region === null ? {} : { region }),
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    // Our own seal shows every changed byte, and not every compatible server knows the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
  }
}
