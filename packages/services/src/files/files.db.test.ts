import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batches, files } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { sendBatch } from '../test/drive.ts'

let service: TestService
let office: Office
let stranger: Office
const bytes = Buffer.alloc(300_000, 'TESTPERSON,')
const sha256 = createHash('sha256').update(bytes).digest('hex')

beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
  stranger = await service.createOffice()
})
afterAll(() => service.close())

async function* sent(...pieces: (Buffer | Error)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece
    yield piece
  }
}

async function beginOne(size = bytes.length) {
  const analyst = office.as('analyst')
  const { id: batchId } = await batches.createBatch(analyst, service.deps, {})
  return { analyst, batchId, ...(await files.beginUpload(analyst, service.deps, { batchId, name: 'a.dat', size })) }
}

describe('an upload', () => {
  it('goes on where a broken connection left it and ends with the sender’s hash', async () => {
    const { analyst, fileId } = await beginOne()
    const broken = sent(bytes.subarray(0, 100_000), new Error('connection lost'))
    await expect(files.appendUpload(analyst, service.deps, { fileId, offset: 0, body: broken })).rejects.toThrow('lost')
    expect(await files.getUpload(analyst, service.deps, { fileId })).toMatchObject({
      offset: 100_000,
      state: 'receiving',
    })
    const rest = sent(bytes.subarray(100_000))
    expect(await files.appendUpload(analyst, service.deps, { fileId, offset: 100_000, body: rest })).toEqual({
      offset: bytes.length,
      size: bytes.length,
    })
    for (let times = 0; times < 2; times++) {
      expect(await files.finishUpload(analyst, service.deps, { fileId, sha256 })).toEqual({ sha256 })
    }
    expect(await files.getUpload(analyst, service.deps, { fileId })).toMatchObject({
      state: 'stored',
      offset: bytes.length,
    })
    for (const action of ['file.begin', 'file.append', 'file.store']) {
      await service.expectAudit(office, { action, objectId: fileId })
    }
  })

  it('is refused at another offset, past its announced size, unfinished, changed on its way, or when it has ended', async () => {
    const { analyst, fileId } = await beginOne(10)
    const append = (offset: number, body: Buffer) =>
      files.appendUpload(analyst, service.deps, { fileId, offset, body: sent(body) })
    const finish = (expected?: string) =>
      files.finishUpload(analyst, service.deps, expected === undefined ? { fileId } : { fileId, sha256: expected })
    const reason = (code: string, name: string) => ({ code, details: { reason: name } })
    await expect(append(5, Buffer.from('x'))).rejects.toMatchObject(reason('CONFLICT', 'wrong-offset'))
    await expect(append(0, Buffer.alloc(11))).rejects.toMatchObject(reason('LIMIT', 'too-many-bytes'))
    await expect(finish()).rejects.toMatchObject(reason('PRECONDITION', 'bytes-missing'))
    await append(0, Buffer.from('0123456789'))
    await expect(finish(sha256)).rejects.toMatchObject(reason('VALIDATION', 'hash-mismatch'))
    await finish()
    await expect(append(10, Buffer.alloc(0))).rejects.toMatchObject(reason('CONFLICT', 'upload-finished'))
  })

  it('that is no text is refused before a byte of it is kept, or at its end when it came in crumbs', async () => {
    const notText = { code: 'VALIDATION', details: { reason: 'not-text' } }
    const zip = Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1')
    const { analyst, fileId } = await beginOne(zip.length)
    const append = (offset: number, body: Buffer) =>
      files.appendUpload(analyst, service.deps, { fileId, offset, body: sent(body) })
    await expect(append(0, zip)).rejects.toMatchObject(notText)
    expect(await files.getUpload(analyst, service.deps, { fileId })).toMatchObject({ offset: 0, state: 'receiving' })
    await append(0, zip.subarray(0, 1))
    await append(1, zip.subarray(1))
    await expect(files.finishUpload(analyst, service.deps, { fileId })).rejects.toMatchObject(notText)
    expect(await files.getUpload(analyst, service.deps, { fileId })).toMatchObject({ state: 'receiving' })
  })

  it('with a known harmful signature anywhere in it is not accepted', async () => {
    const harmful = Buffer.concat([
      Buffer.alloc(70_000, 'TESTPERSON,'),
      Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'),
    ])
    const { analyst, fileId } = await beginOne(harmful.length)
    await files.appendUpload(analyst, service.deps, { fileId, offset: 0, body: sent(harmful) })
    await expect(files.finishUpload(analyst, service.deps, { fileId })).rejects.toMatchObject({
      code: 'VALIDATION',
      details: { reason: 'malware' },
    })
    expect(await files.getUpload(analyst, service.deps, { fileId })).toMatchObject({ state: 'receiving' })
  })

  it('keeps a name without its folders', async () => {
    const { analyst, batchId } = await beginOne()
    await files.beginUpload(analyst, service.deps, { batchId, name: 'C:\\state\\b\u0000.dat', size: 1 })
    const { files: listed } = await batches.getBatch(analyst, service.deps, { batchId })
    expect(listed.map(({ name, position }) => [name, position])).toEqual([
      ['a.dat', 1],
      ['b.dat', 2],
    ])
  })

  it('can be taken out of a batch until it is confirmed; the others move up and the bytes are gone', async () => {
    const fresh = await service.createOffice()
    const analyst = fresh.as('analyst')
    const { id: batchId } = await batches.createBatch(analyst, service.deps, {})
    const ids: string[] = []
    for (const name of ['a', 'b', 'c']) {
      ids.push((await files.beginUpload(analyst, service.deps, { batchId, name, size: 1 })).fileId)
    }
    await files.removeUpload(analyst, service.deps, { fileId: ids[0] ?? '' })
    const { files: left } = await batches.getBatch(analyst, service.deps, { batchId })
    expect(left.map(({ name, position }) => [name, position])).toEqual([
      ['b', 1],
      ['c', 2],
    ])
    expect(await service.listObjects(fresh)).toHaveLength(2)
    await service.expectAudit(fresh, { action: 'file.remove', objectId: ids[0] ?? '' })
    const confirmed = await sendBatch(fresh, service.deps, { 'a.dat': dojFile([{}]) })
    const [sealed] = (await batches.getBatch(analyst, service.deps, { batchId: confirmed.batchId })).files
    const conflict = { code: 'CONFLICT', details: { reason: 'batch-confirmed' } }
    const fileId = sealed?.fileId ?? ''
    await expect(files.removeUpload(analyst, service.deps, { fileId })).rejects.toMatchObject(conflict)
    const more = { batchId: confirmed.batchId, name: 'b', size: 1 }
    await expect(files.beginUpload(analyst, service.deps, more)).rejects.toMatchObject(conflict)
  })

  it('is limited in size', async () => {
    await expect(beginOne(2 ** 40)).rejects.toMatchObject({ code: 'LIMIT', details: { reason: 'file-too-large' } })
  })

  it('belongs to those with the permission', async () => {
    const { batchId, fileId } = await beginOne()
    const auditor = office.as('auditor')
    const forbidden = { code: 'FORBIDDEN' }
    const { deps } = service
    await expect(files.beginUpload(auditor, deps, { batchId, name: 'a', size: 1 })).rejects.toMatchObject(forbidden)
    const append = files.appendUpload(auditor, deps, { fileId, offset: 0, body: sent() })
    await expect(append).rejects.toMatchObject(forbidden)
    await expect(files.finishUpload(auditor, deps, { fileId })).rejects.toMatchObject(forbidden)
    await expect(files.removeUpload(auditor, deps, { fileId })).rejects.toMatchObject(forbidden)
  })

  it('belongs to its office', async () => {
    const { batchId, fileId } = await beginOne()
    const foreign = stranger.as('admin')
    const missing = { code: 'NOT_FOUND' }
    const { deps } = service
    await expect(files.beginUpload(foreign, deps, { batchId, name: 'a', size: 1 })).rejects.toMatchObject(missing)
    await expect(files.getUpload(foreign, deps, { fileId })).rejects.toMatchObject(missing)
    const append = files.appendUpload(foreign, deps, { fileId, offset: 0, body: sent() })
    await expect(append).rejects.toMatchObject(missing)
    await expect(files.finishUpload(foreign, deps, { fileId })).rejects.toMatchObject(missing)
    await expect(files.removeUpload(foreign, deps, { fileId })).rejects.toMatchObject(missing)
  })
})
