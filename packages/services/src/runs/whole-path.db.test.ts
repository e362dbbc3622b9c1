import { compile, findFormat } from '@cmr/engine'
import { cutRows, readEntries, ResultRenderer, subjectKeyOf } from '@cmr/intake'
import type { IntakeEntry } from '@cmr/jurisdiction'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runFiles, runs } from '../index.ts'
import { defaultOptions } from '../policies/policy-store.ts'
import { tenantJurisdiction, tenantRuleset } from '../tenant-ruleset.ts'
import { createService, type Office, TEST_DAY, type TestService } from '../test/create-office.ts'
import { synthesize } from '../test/doj-file.ts'
import { publishBatch } from '../test/drive.ts'

let service: TestService
let office: Office
const text = synthesize({ county: 'Sacramento', rows: 3000, seed: 11 })

beforeAll(async () => {
  service = await createService({ chunkBytes: 300_000, subjectsPerPart: 100 })
  office = await service.createOffice()
})
afterAll(() => service.close())

/** The result files as one pass in memory makes them, without database, chunks or parts. */
function expectedFiles(): string[] {
  const ruleset = tenantRuleset(office.system, {})
  const format = findFormat(tenantJurisdiction(office.system), ruleset)
  const program = compile(ruleset, { options: defaultOptions(ruleset), asOf: TEST_DAY, county: 'Sacramento' })
  const data = text.slice(text.indexOf('\n') + 1)
  const first = { row: 0, line: 2 }
  const bySubject = new Map<string, IntakeEntry[]>()
  for (const entry of readEntries(format.layout, data, first)) {
    const key = subjectKeyOf(format.layout, entry)
    bySubject.set(key, [...(bySubject.get(key) ?? []), entry])
  }
  const cells = new Map<number, readonly string[]>()
  for (const entries of bySubject.values()) {
    const evaluated = program.evaluate(format.assemble(entries))
    for (const [index, charge] of evaluated.subject.charges.entries()) {
      if (evaluated.determinations[index] === undefined) continue
      const fields = entries.find(({ row }) => row === charge.row)?.fields ?? []
      cells.set(charge.row, ruleset.results.cells(evaluated, index, fields, program.environment))
    }
  }
  expect(cells.size).toBeGreaterThan(50)
  const renderer = new ResultRenderer(format.layout, ruleset.results)
  const body = renderer.render(cutRows(format.layout, data, first), (row) => cells.get(row))
  return renderer.headers().map((header, index) => header + (body[index] ?? ''))
}

describe('the whole path', () => {
  it('writes the same bytes as one pass in memory, however the work is cut', async () => {
    const { deps } = service
    const attorney = office.as('attorney')
    const { runId, resultHash } = await publishBatch(office, deps, { 'state.dat': text })
    const run = await runs.getRun(attorney, deps, { runId })
    expect(run.state).toBe('published')
    expect(run.resultHash).toBe(resultHash)
    const listed = await runFiles.listRunFiles(attorney, deps, { runId })
    expect(listed.map(({ name }) => name)).toEqual([
      'All_Results.csv',
      'All_Results_Condensed.csv',
      'Prop64_Results.csv',
      'summary.json',
    ])
    const written: string[] = []
    for (const { id } of listed) {
      const { body } = await runFiles.openRunFile(attorney, deps, { runFileId: id })
      const parts: Buffer[] = []
      for await (const part of body) parts.push(part)
      written.push(Buffer.concat(parts).toString('latin1'))
    }
    expect(written.slice(0, 3)).toEqual(expectedFiles())
    expect(JSON.parse(written[3] ?? '')).toEqual(run.report?.summary)
    expect(run.report?.summary['lineCount']).toBe(3000)
  })
})
