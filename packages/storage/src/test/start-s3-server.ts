import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

/** An S3-compatible server on this machine, with one bucket. */
export interface S3Server {
  /** `s3://…`, for `openObjectStore`. */
  readonly url: string
  readonly endpoint: string
  readonly bucket: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** Folder of its files: what an intruder on the storage's machine sees. */
  readonly folder: string
  close(): Promise<void>
}

// The server's own fixed account.
const ACCOUNT = 'S3RVER'

export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'cmr-s3-'))
  const bucket = 'cmr-test'
  const options = { port: 0, address: '127.0.0.1', silent: true, directory: folder }
  const server = new S3rver({ ...options, configureBuckets: [{ name: bucket, configs: [] }] })
  const { port } = await server.run()
  const endpoint = `http://127.0.0.1:${port}`
  return {
    url: `s3://${bucket}/objects?region=us-west-1&endpoint=${endpoint}`,
    endpoint,
    bucket,
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: ACCOUNT },
    folder,
    close: async () => {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
