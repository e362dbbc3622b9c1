import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { HEADER_BYTES, SEALED_SEGMENT_BYTES } from '../object-format.ts'
import { openObjectStore } from '../open-object-store.ts'
import type { TenantKeys } from '../tenant-keys.ts'
import type { Part, StoreUnderTest } from './object-store.conformance.ts'

/** The store in a folder of its own, and the parts in its files. */
export async function openDiskStore(keys: TenantKeys): Promise<StoreUnderTest & { readonly root: string }> {
  const root = await mkdtemp(join(tmpdir(), 'cmr-store-'))
  const mainOf = (tenantId: string, objectId: string) => join(root, tenantId, objectId)
  const rangeOf = (part: Part): [start: number, end: number] => {
    if (part === 'head') return [0, HEADER_BYTES]
    const start = HEADER_BYTES + Number(part) * SEALED_SEGMENT_BYTES
    return [start, start + SEALED_SEGMENT_BYTES]
  }
  const replacedHeader = (path: string) => readFile(`${path}.head`).catch(() => undefined)
  return {
    root,
    store: openObjectStore({ url: pathToFileURL(root).href, keys }),
    async readPart(tenantId, objectId, part) {
      const path = mainOf(tenantId, objectId)
      if (part === 'tail') return readFile(`${path}.tail`)
      const header = part === 'head' ? await replacedHeader(path) : undefined
      return header ?? (await readFile(path)).subarray(...rangeOf(part))
    },
    async writePart(tenantId, objectId, part, bytes) {
      const path = mainOf(tenantId, objectId)
      if (part === 'tail') return writeFile(`${path}.tail`, bytes)
      const [start, end] = rangeOf(part)
      const main = await readFile(path)
      await writeFile(path, Buffer.concat([main.subarray(0, start), bytes, main.subarray(end)]))
    },
    async removePart(tenantId, objectId, part) {
      if (part === 'tail') return rm(`${mainOf(tenantId, objectId)}.tail`)
      await truncate(mainOf(tenantId, objectId), rangeOf(part)[0])
    },
    async everything(tenantId) {
      const names = await readdir(join(root, tenantId)).catch(() => [])
      const files = names.map(async (name) =>
        Buffer.concat([Buffer.from(name), await readFile(join(root, tenantId, name))]),
      )
      return Buffer.concat(await Promise.all(files))
    },
    close: () => rm(root, { recursive: true, force: true }),
  }
}
