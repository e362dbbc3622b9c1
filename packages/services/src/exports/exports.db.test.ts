import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { exports, retention, runFiles } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { publishBatch } from '../test/drive.ts'
import { openTenantRows } from '../test/tenant-rows.ts'
import { EXPORTED_TABLES, NOT_EXPORTED } from './office-tables.ts'
import { zipStream } from './zip-stream.ts'

const handover = { recipient: 'The office itself', purpose: 'leaving' }
const sent = dojFile([{ PRI_NAME: 'TESTPERSON,ALMA' }, { PRI_NAME: 'TESTPERSON,BRUNO', SUBJECT_ID: '10000002' }])
let service: TestService
let office: Office
let stranger: Office
let runId: string

beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
  stranger = await service.createOffice()
  ;({ runId } = await publishBatch(office, service.deps, { '=HYPERLINK(1).dat': sent }))
  await publishBatch(stranger, service.deps, { 'theirs.dat': dojFile([{ PRI_NAME: 'STRANGERPERSON,ALMA' }]) })
  await retention.setRetention(office.as('admin'), service.deps, { days: 3650 })
})
afterAll(() => service.close())

async function drain(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Files of an archive by path, in their order. */
async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await promisify<Buffer, object, ZipFile>(fromBuffer)(bytes, { lazyEntries: true })
  const found = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(found))
    zip.on('entry', (entry: Entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error)
        drain(stream).then((content) => {
          found.set(entry.fileName, content)
          zip.readEntry()
        }, reject)
      }),
    )
    zip.readEntry()
  })
}

/** Byte text. */
const textOf = (archive: Map<string, Buffer>, path: string) => archive.get(path)?.toString('latin1') ?? ''
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('everything an office owns', () => {
  it('comes as one archive with an index that accounts for each byte, and nothing of another office', async () => {
    const admin = office.as('admin')
    const opened = await exports.exportOffice(admin, service.deps, handover)
    expect(opened.name).toMatch(/^everything-\d{4}-\d\d-\d\d\.zip$/)
    const archive = await unzip(await drain(opened.body))
    const index = JSON.parse(textOf(archive, 'index.json')) as {
      office: { id: string }
      files: { path: string; bytes: number; sha256: string; kind: string; name?: string }[]
    }
    expect(index.office.id).toBe(office.tenantId)
    expect([...archive.keys()]).toEqual([...index.files.map(({ path }) => path), 'index.json'])
    for (const { path, bytes, sha256: hash } of index.files) {
      expect([archive.get(path)?.length, sha256(archive.get(path) ?? Buffer.alloc(0))], path).toEqual([bytes, hash])
      // Names that people gave are in the index only.
      expect(path).toMatch(
        /^(audit\.csv|tables\/[a-z_]+\.jsonl|files\/[0-9a-f-]{36}|results\/[0-9a-f-]{36}\/[0-9a-f-]{36})$/,
      )
    }
    const source = index.files.find(({ kind }) => kind === 'sent file')
    expect(source?.name).toBe('=HYPERLINK(1).dat')
    expect(textOf(archive, source?.path ?? '')).toBe(sent)
    const results = await runFiles.listRunFiles(admin, service.deps, { runId })
    expect(
      index.files.filter(({ kind }) => kind === 'result file').map(({ name, sha256: hash }) => [name, hash]),
    ).toEqual(expect.arrayContaining(results.map(({ name, sha256: hash }) => [name, hash])))
    expect(textOf(archive, 'tables/subjects.jsonl').split('\n')).toHaveLength(3)
    expect(textOf(archive, 'tables/tenant_settings.jsonl')).toContain('"retention_days": 3650')
    expect(textOf(archive, 'audit.csv')).toContain('office.export')
    expect(Buffer.concat([...archive.values()]).includes('STRANGERPERSON')).toBe(false)
    expect(Buffer.concat([...archive.values()]).includes(stranger.tenantId)).toBe(false)
    await service.expectAudit(office, { action: 'office.export', purpose: 'leaving' })
  })

  it('leaves no table out without a reason', async () => {
    const rows = openTenantRows(service.database)
    const tables = (await rows.tables()).filter((name) => name.startsWith('app.')).map((name) => name.slice(4))
    await rows.close()
    expect([...Object.keys(EXPORTED_TABLES), ...Object.keys(NOT_EXPORTED)].sort()).toEqual(tables.sort())
  })

  it('is an administrator’s, names a recipient and a purpose, and another office’s is another’s', async () => {
    const { deps } = service
    for (const role of ['analyst', 'attorney', 'auditor'] as const)
      await expect(exports.exportOffice(office.as(role), deps, handover)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(exports.exportOffice(office.as('admin'), deps, { ...handover, recipient: ' ' })).rejects.toMatchObject(
      {
        code: 'VALIDATION',
      },
    )
    const theirs = await unzip(await drain((await exports.exportOffice(stranger.as('admin'), deps, handover)).body))
    expect(Buffer.concat([...theirs.values()]).includes('TESTPERSON,ALMA')).toBe(false)
  })

  it('breaks off with what went wrong, and lets go when nobody reads on', async () => {
    const at = new Date(0)
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100)
      throw new Error('storage gone')
    }
    await expect(drain(zipStream([{ path: 'a', about: {}, open: failing }], {}, at))).rejects.toThrow('storage gone')
    let closed = false
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) yield Buffer.from(createHash('sha256').update(String(Math.random())).digest())
      } finally {
        closed = true
      }
    }
    for await (const piece of zipStream([{ path: 'a', about: {}, open: endless }], {}, at)) if (piece.length > 0) break
    await expect.poll(() => closed).toBe(true)
  })

  it('lets go of each file when it has been read', async () => {
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    async function* small(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(1)
    }
    const entries = Array.from({ length: 30 }, (_, index) => ({ path: `files/${index}`, about: {}, open: small }))
    await drain(zipStream(entries, {}, new Date(0)))
    await setImmediate()
    process.off('warning', note)
    // Node warns of listeners that pile up.
    expect(warnings).toEqual([])
  })
})
