import { evaluateText } from '@cmr/conformance'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runFiles, runs } from '../index.ts'
import { defaultOptions } from '../policies/policy-store.ts'
import { tenantJurisdiction, tenantRuleset } from '../tenant-ruleset.ts'
import { createService, type Office, TEST_DAY, type TestService } from '../test/create-office.ts'
import { synthesize } from '../test/doj-file.ts'
import { HANDOVER, publishBatch, runEvaluation } from '../test/drive.ts'

let service: TestService
let office: Office
beforeAll(async () => {
  service = await createService({ chunkBytes: 100_000, subjectsPerPart: 50 })
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(() => service.close())

const first = synthesize({ county: 'Sacramento', rows: 1000, seed: 11 })
// Its people have the numbers of the first file's, and some rows are the very same.
const second = synthesize({ county: 'Sacramento', rows: 500, seed: 12 }) + first.split('\n').slice(1, 60).join('\n')

/** What one pass in memory makes of the same files, without database, chunks or parts. */
function expected(texts: Readonly<Record<string, string>>, wanted: { ruleset?: string; profile?: string }) {
  const ruleset = tenantRuleset(office.system, wanted)
  return evaluateText({
    jurisdiction: tenantJurisdiction(office.system),
    ruleset: ruleset.id,
    ...(ruleset.profile === undefined ? {} : { profile: ruleset.profile }),
    text: Object.values(texts),
    options: defaultOptions(ruleset),
    county: 'Sacramento',
    asOf: TEST_DAY,
  })
}

async function readFiles(runId: string): Promise<Map<string, string>> {
  const listed = await runFiles.listRunFiles(office.as('attorney'), service.deps, { runId })
  const files = new Map<string, string>()
  for (const { id, name } of listed) {
    const { body } = await runFiles.openRunFile(office.as('attorney'), service.deps, { runFileId: id, ...HANDOVER })
    const parts: Buffer[] = []
    for await (const part of body) parts.push(part)
    files.set(name, Buffer.concat(parts).toString('latin1'))
  }
  return files
}

/** Holds a published run against one pass in memory: result files, report, ledger. */
async function compare(
  runId: string,
  texts: Readonly<Record<string, string>>,
  wanted: { ruleset?: string; profile?: string } = {},
): Promise<void> {
  const whole = expected(texts, wanted)
  const { results, summary } = tenantRuleset(office.system, wanted)
  const files = await readFiles(runId)
  expect(whole.runLedger.determinations).toBeGreaterThan(20)
  for (const [index, input] of whole.inputs.entries()) {
    const number = whole.inputs.length > 1 ? `_${index + 1}` : ''
    for (const { id, name } of results.files) expect(files.get(`${name}${number}.csv`)).toBe(input.files[id])
  }
  const run = await runs.getRun(office.as('attorney'), service.deps, { runId })
  expect(run.state).toBe('published')
  // Seconds are the only figure that two ways to the same answers may tell apart.
  const timeless = (report: unknown): unknown =>
    JSON.parse(JSON.stringify(report, (key, value: unknown) => (/seconds/i.test(key) ? 0 : value)))
  expect(timeless(run.report?.summary)).toEqual(timeless(whole.report))
  expect(JSON.parse(files.get(`${summary.fileName}.json`) ?? '')).toEqual(run.report?.summary)
  expect(run.ledger).toEqual(whole.runLedger)
  expect(JSON.parse(files.get('ledger.json') ?? '')).toMatchObject({ rowsHeld: whole.runLedger.rowsHeld })
}

describe('the whole path', () => {
  it('writes the same bytes as one pass in memory, however the work is cut', async () => {
    const texts = { 'state.dat': first }
    const { runId } = await publishBatch(office, service.deps, texts)
    await compare(runId, texts)
  })

  it('does so for several files as one record set, and for a ruleset that takes each alone', async () => {
    const texts = { 'a.dat': first, 'b.dat': second }
    const { batchId, runId } = await publishBatch(office, service.deps, texts)
    await compare(runId, texts)
    const wanted = { ruleset: 'prop64-reference', profile: 'configurable' }
    const again = await runs.requestRun(office.as('attorney'), service.deps, { batchId, ...wanted })
    await runEvaluation(office, service.deps, again.runId)
    await compare(again.runId, texts, wanted)
  })

  it('does so for files with damaged rows and moved columns', async () => {
    const lines = first.split('\n')
    const damaged = lines.map((line, index) => (index % 97 === 50 ? line.slice(0, 200) + '"' : line)).join('\r\n')
    const moved = second
      .split('\n')
      .map((line) => (line === '' ? '' : `x,${line}`))
      .join('\n')
    const texts = { 'a.dat': damaged, 'b.dat': '\u00ef\u00bb\u00bf' + moved }
    const { runId } = await publishBatch(office, service.deps, texts)
    await compare(runId, texts)
    const quality = await runs.getQuality(office.as('auditor'), service.deps, { runId })
    expect(quality.lines.setAsideRows).toBeGreaterThan(7)
    expect(quality.files.map(({ file, name }) => [file, name])).toEqual([
      [0, 'a.dat'],
      [1, 'b.dat'],
    ])
    expect(quality.presuming).toBeGreaterThan(0)
    expect(quality.findings.length).toBeGreaterThan(0)
  })
})
