import { withTenant } from '@cmr/db'
import { batchFiles, charges, jobChunks, setAsideRows, subjects, subjectSlices } from '@cmr/db/schema'
import { ledgerFaults } from '@cmr/intake'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { imports } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile, dojLine } from '../test/doj-file.ts'
import { runImport, sendBatch } from '../test/drive.ts'
import { ledgerOfFile } from './file-reading.ts'

let service: TestService
let office: Office
beforeAll(async () => {
  service = await createService({ chunkBytes: 500, subjectsPerPart: 2 })
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(() => service.close())

function inOffice<T>(work: Parameters<typeof withTenant<T>>[2]): Promise<T> {
  return withTenant(service.deps.db, office.tenantId, work)
}

const listFiles = () => inOffice((tx) => tx.select().from(batchFiles).orderBy(asc(batchFiles.position)))
const listSubjects = () => inOffice((tx) => tx.select().from(subjects).orderBy(asc(subjects.id)))

async function importFiles(texts: Readonly<Record<string, string>>, times = 1): Promise<void> {
  const { jobId } = await sendBatch(office, service.deps, texts)
  expect(await runImport(office, service.deps, jobId, times)).toMatchObject({ state: 'ready' })
}

const people = (count: number) => Array.from({ length: count }, (_, i) => ({ SUBJECT_ID: `1000000${i}` }))

describe('a damaged file', () => {
  const lines = dojFile(people(9)).split('\n')
  const damaged = [
    ...lines.slice(0, 4),
    'only,three,fields',
    '',
    dojLine({}).replace('TEST-1', 'TEST"1').trim(),
    dojLine({ SUBJECT_ID: '', CII_NUMBER: '' }).trim(),
    ...lines.slice(4, 10),
    '"half a rec',
  ].join('\r\n')

  it('is loaded but for the rows that cannot be used, which are kept by line and reason', async () => {
    await importFiles({ 'a.dat': damaged }, 2)
    const aside = await inOffice((tx) => tx.select().from(setAsideRows).orderBy(asc(setAsideRows.row)))
    expect(aside.map(({ row, line, lastLine, reason }) => [row, line, lastLine, reason])).toEqual([
      [3, 5, 5, 'wrong-field-count'],
      [4, 7, 7, 'bad-quote'],
      [5, 8, 8, 'names-nobody'],
      [12, 15, 15, 'unclosed-quote'],
    ])
    const [file] = await listFiles()
    expect(file).toMatchObject({ state: 'loaded', rows: 9, lines: 15, counties: { Sacramento: 9 } })
    const ledger = file === undefined ? null : ledgerOfFile(file)
    expect(ledger).toEqual({
      ...{ lines: 15, headerLines: 1, blankLines: 1, loadedLines: 9, setAsideLines: 4, loadedRows: 9, setAsideRows: 4 },
      setAside: { 'wrong-field-count': 1, 'bad-quote': 1, 'names-nobody': 1, 'unclosed-quote': 1 },
    })
    expect(ledger === null || ledgerFaults(ledger)).toEqual([])
    expect((await listSubjects()).length).toBe(9)
  })

  it('is not shown when the place of a row is missing', async () => {
    const { jobId } = await sendBatch(office, service.deps, { 'a.dat': damaged })
    const { files } = await imports.startImport(office.system, service.deps, { jobId })
    const batchFileId = files[0]?.batchFileId ?? ''
    const inspected = await imports.inspectFile(office.system, service.deps, { jobId, batchFileId })
    for (let no = 0; inspected.state === 'accepted' && no < inspected.chunks; no++) {
      await imports.loadChunk(office.system, service.deps, { jobId, batchFileId, no })
    }
    const linked = await imports.linkSubjects(office.system, service.deps, { jobId })
    for (let no = 0; no < (linked.files[0]?.parts ?? 0); no++) {
      await imports.buildPeople(office.system, service.deps, { jobId, batchFileId, no })
    }
    await withTenant(service.deps.ingestDb, office.tenantId, (tx) =>
      tx.delete(setAsideRows).where(eq(setAsideRows.row, 4)),
    )
    await expect(imports.finishImport(office.system, service.deps, { jobId })).rejects.toMatchObject({
      code: 'INTERNAL',
      details: { reason: 'ledger-mismatch', found: 3, expected: 4 },
    })
  })

  it('leaves no place behind when it is refused after all', async () => {
    const { jobId } = await sendBatch(office, service.deps, { 'a.dat': damaged })
    const { files } = await imports.startImport(office.system, service.deps, { jobId })
    const batchFileId = files[0]?.batchFileId ?? ''
    await imports.inspectFile(office.system, service.deps, { jobId, batchFileId })
    const chunks = await inOffice((tx) => tx.$count(jobChunks))
    for (let no = 0; no < chunks; no++) {
      await imports.loadChunk(office.system, service.deps, { jobId, batchFileId, no })
    }
    expect(await inOffice((tx) => tx.$count(setAsideRows))).toBe(4)
    await imports.failImport(office.system, service.deps, { jobId, reason: 'unexpected', message: 'It broke.' })
    expect(await inOffice((tx) => tx.$count(setAsideRows))).toBe(0)
  })

  it('may have a byte order mark, and columns in another order', async () => {
    const moved = lines
      .map((line) => (line === '' ? '' : `x,${line}`))
      .join('\n')
      .replace('SUBJECT_ID', 'Subject Id')
    await importFiles({ 'a.dat': '\u00ef\u00bb\u00bf' + moved })
    expect(await listSubjects()).toHaveLength(9)
    expect((await inOffice((tx) => tx.select().from(charges)))[0]).toMatchObject({ county: 'Sacramento' })
  })
})

describe('several files', () => {
  // B is in both files under two SUBJECT_IDs, C only in the second; the second file repeats a count of B.
  const repeated = { OFN: 'TEST-7', CNT_ORDER: '101001001000' }
  const first = dojFile([
    { SUBJECT_ID: '11', PRI_NAME: 'TESTPERSON,A' },
    { SUBJECT_ID: '12', PRI_NAME: 'TESTPERSON,B', ...repeated },
  ])
  const second = dojFile([
    { SUBJECT_ID: '23', PRI_NAME: 'TESTPERSON,C' },
    { SUBJECT_ID: '22', PRI_NAME: 'TESTPERSON,B', CII_NUMBER: 'A000000012', ...repeated },
    { SUBJECT_ID: '22', PRI_NAME: 'TESTPERSON,B', CII_NUMBER: 'A000000012', CNT_ORDER: '102001001000', OFN: 'TEST-8' },
    { SUBJECT_ID: '11', PRI_NAME: 'TESTPERSON,A', CNT_ORDER: '103001001000', OFN: 'TEST-9' },
  ])

  it('are one record set: a person in two of them is one, and so is a count', async () => {
    await importFiles({ 'a.dat': first, 'b.dat': second }, 2)
    const [a, b] = (await listFiles()).map(({ id }) => id)
    const found = await listSubjects()
    expect(found.map(({ name, batchFileId, ordinal, rowCount }) => [name, batchFileId, ordinal, rowCount])).toEqual([
      ['TESTPERSON,A', a, 0, 2],
      ['TESTPERSON,B', a, 1, 3],
      ['TESTPERSON,C', b, 0, 1],
    ])
    const crimes = await inOffice((tx) =>
      tx
        .select()
        .from(charges)
        .where(eq(charges.subjectId, found[1]?.id ?? ''))
        .orderBy(asc(charges.chargeIndex)),
    )
    expect(crimes.map(({ batchFileId, row, repeated: again }) => [batchFileId, row, again])).toEqual([
      [a, 1, false],
      [b, 2, false],
      [b, 1, true],
    ])
  })

  it('come to the same in whatever order their pieces are done', async () => {
    await importFiles({ 'a.dat': first, 'b.dat': second })
    const before = (await listSubjects()).map(({ name, ordinal }) => [name, ordinal])
    office = await service.createOffice()
    const { jobId } = await sendBatch(office, service.deps, { 'a.dat': first, 'b.dat': second })
    const { files } = await imports.startImport(office.system, service.deps, { jobId })
    const system = office.system
    for (const { batchFileId } of [...files].reverse()) {
      const inspected = await imports.inspectFile(system, service.deps, { jobId, batchFileId })
      for (let no = inspected.state === 'accepted' ? inspected.chunks - 1 : -1; no >= 0; no--) {
        await imports.loadChunk(system, service.deps, { jobId, batchFileId, no })
      }
    }
    const linked = await imports.linkSubjects(system, service.deps, { jobId })
    for (const { batchFileId, parts } of [...linked.files].reverse()) {
      for (let no = parts - 1; no >= 0; no--) {
        await imports.buildPeople(system, service.deps, { jobId, batchFileId, no })
      }
    }
    expect(await imports.finishImport(system, service.deps, { jobId })).toMatchObject({ state: 'ready' })
    expect((await listSubjects()).map(({ name, ordinal }) => [name, ordinal])).toEqual(before)
  })

  it('join over others: each shares a key only with the next', async () => {
    const chain = dojFile([
      { SUBJECT_ID: '1', CII_NUMBER: 'A100000001' },
      { SUBJECT_ID: '2', CII_NUMBER: 'A100000002' },
      { SUBJECT_ID: '3', CII_NUMBER: 'A100000003' },
      { SUBJECT_ID: '2', CII_NUMBER: 'A100000001' },
      { SUBJECT_ID: '3', CII_NUMBER: 'A100000002' },
      { SUBJECT_ID: '', CII_NUMBER: 'A100000003' },
    ])
    await importFiles({ 'a.dat': chain })
    expect((await listSubjects()).map(({ rowCount }) => rowCount)).toEqual([6])
    const slices = await inOffice((tx) => tx.select().from(subjectSlices))
    expect(new Set(slices.map(({ subjectId }) => subjectId)).size).toBe(1)
  })
})
