import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSigner } from '@cmr/storage'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AuditHead, readAuditHeads, writeHeadFile } from './head-folder.ts'

const signer = createSigner(randomBytes(32))
const headOf = (day: string, seq: number): AuditHead => ({
  day,
  seq,
  hash: String(seq).padStart(64, '0'),
  lastEventAt: `${day}T12:00:00.000Z`,
})

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cmr-head-'))
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

/**
 * Lets every file take `bytes` of what is written next, and then breaks off, as a full disk or a crash does. Resolves to
 * a function that mends it.
 */
async function breakOffAfter(bytes: number): Promise<() => void> {
  const some = await open(root, 'r')
  const files = Object.getPrototypeOf(some)
  await some.close()
  const { write, writeFile } = files
  const breakOff = async function (this: unknown, data: string | Uint8Array) {
    await write.call(this, Buffer.from(data), 0, bytes, 0)
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  }
  Object.assign(files, { write: breakOff, writeFile: breakOff })
  return () => Object.assign(files, { write, writeFile })
}

it.each([0, 40])('a head that was broken off after %i bytes is written the next time', async (bytes) => {
  const tenantId = randomUUID()
  expect(await writeHeadFile(root, tenantId, headOf('2026-03-01', 1), signer)).toBe(true)
  const mend = await breakOffAfter(bytes)
  const broken = writeHeadFile(root, tenantId, headOf('2026-03-02', 2), signer)
  await expect(broken.finally(mend)).rejects.toMatchObject({ details: { reason: 'storage-full' } })
  expect(await readdir(join(root, tenantId))).toEqual(['2026-03-01.json'])
  expect(await writeHeadFile(root, tenantId, headOf('2026-03-02', 3), signer)).toBe(true)
  expect((await readAuditHeads(root, tenantId, signer)).map(({ seq }) => seq)).toEqual([1, 3])
})

it('of many writers at once one keeps the day, whole and never to be written again', async () => {
  const tenantId = randomUUID()
  const writers = Array.from({ length: 8 }, (_, at) =>
    writeHeadFile(root, tenantId, headOf('2026-03-01', at + 1), signer),
  )
  expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1)
  expect(await readAuditHeads(root, tenantId, signer)).toHaveLength(1)
  expect(await readdir(join(root, tenantId))).toEqual(['2026-03-01.json'])
  expect((await stat(join(root, tenantId, '2026-03-01.json'))).mode & 0o777).toBe(0o440)
})
