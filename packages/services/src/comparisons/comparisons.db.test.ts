import { evaluateText } from '@cmr/conformance'
import { withTenant } from '@cmr/db'
import { runDifferences } from '@cmr/db/schema'
import { compile, findComparison, findRuleset } from '@cmr/engine'
import type { Determination, Ruleset } from '@cmr/jurisdiction'
import { getJurisdiction } from '@cmr/registry'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runFiles, runs } from '../index.ts'
import { defaultOptions } from '../policies/policy-store.ts'
import { createService, type Office, TEST_DAY, type TestService } from '../test/create-office.ts'
import { dojFile, synthesize } from '../test/doj-file.ts'
import { HANDOVER, jobOfRun, publishBatch, runEvaluation } from '../test/drive.ts'

let service: TestService
let office: Office
beforeAll(async () => {
  service = await createService({ chunkBytes: 100_000, subjectsPerPart: 60 })
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(() => service.close())

const first = synthesize({ county: 'Sacramento', rows: 900, seed: 21 })
// Some rows are the very same as rows of the first file.
const second = synthesize({ county: 'Sacramento', rows: 500, seed: 22 }) + first.split('\n').slice(1, 80).join('\n')
const texts = { 'a.dat': first, 'b.dat': second }
// 664-11359 was cut at its hyphen in 2019; 11357.5 was taken for 11357.
const small = dojFile([
  { SUBJECT_ID: '1', OFFENSE_DESCR: '664-11359 HS-TEST' },
  { SUBJECT_ID: '2', OFFENSE_DESCR: '11357.5 HS-TEST' },
  { SUBJECT_ID: '3', OFFENSE_DESCR: '211 PC-TEST' },
])

const EARLIER = { ruleset: 'prop64-reference', profile: 'configurable' }

interface Counted {
  /** Counts by cause and both answers. */
  readonly differing: Record<string, number>
  /** File, line, both answers and cause of each difference, in order. */
  readonly lines: readonly string[]
  readonly total: number
  readonly same: number
}

const request = { county: 'Sacramento', asOf: TEST_DAY }

function evaluate(ruleset: Ruleset, text: string | readonly string[]) {
  return evaluateText({
    ...{ ...request, jurisdiction: getJurisdiction('us-ca'), ruleset: ruleset.id },
    ...{ options: defaultOptions(ruleset), text },
    ...(ruleset.profile === undefined ? {} : { profile: ruleset.profile }),
  }).people
}

/** Answers by file and line, each file alone, as the earlier rules gather. */
function earlierAnswers(ruleset: Ruleset): Map<string, Determination> {
  const earlier = new Map<string, Determination>()
  for (const [file, text] of Object.values(texts).entries()) {
    for (const { subject, determinations } of evaluate(ruleset, text)) {
      subject.charges.forEach(({ line }, i) => {
        const answer = determinations[i]
        if (answer !== undefined) earlier.set(`${file} ${line}`, answer)
      })
    }
  }
  return earlier
}

/** The comparison of whole files in memory, one conviction after another, without counts, parts or database. */
function plainly(profile: string): Counted {
  const jurisdiction = getJurisdiction('us-ca')
  const [then, now] = [findRuleset(jurisdiction, EARLIER.ruleset, profile), findRuleset(jurisdiction, 'prop64')]
  const comparison = findComparison(jurisdiction, then.id, now.id)
  const beforeRun = compile(then, { ...request, options: defaultOptions(then) }).environment
  const afterRun = compile(now, { ...request, options: defaultOptions(now) }).environment
  const earlier = earlierAnswers(then)
  const found: [place: string, from: string, to: string, cause: string][] = []
  let total = 0
  for (const { subject, determinations } of evaluate(now, Object.values(texts))) {
    for (const [index, { file, line }] of subject.charges.entries()) {
      const place = `${file} ${line}`
      const [before, after] = [earlier.get(place), determinations[index]]
      earlier.delete(place)
      if (before === undefined && after === undefined) continue
      total++
      const [from, to] = [comparison.beforeAnswer(before), comparison.afterAnswer(after)]
      if (from === to) continue
      const compared = { subject, index, before, after, beforeRun, afterRun }
      found.push([place, from, to, comparison.causes.find((cause) => cause.applies(compared))?.id ?? ''])
    }
  }
  for (const [place, answer] of earlier) {
    total++
    const [from, to] = [comparison.beforeAnswer(answer), comparison.afterAnswer(undefined)]
    if (from !== to) found.push([place, from, to, 'repeated'])
  }
  const differing: Record<string, number> = {}
  for (const [, ...change] of found) {
    const key = [change[2], change[0], change[1]].join('|')
    differing[key] = (differing[key] ?? 0) + 1
  }
  return { differing, lines: found.map((one) => one.join('|')).sort(), total, same: total - found.length }
}

async function fileText(runId: string, name: string): Promise<string> {
  const listed = await runFiles.listRunFiles(office.as('attorney'), service.deps, { runId })
  const runFileId = listed.find((file) => file.name === name)?.id ?? ''
  const { body } = await runFiles.openRunFile(office.as('attorney'), service.deps, { runFileId, ...HANDOVER })
  const parts: Buffer[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** Publishes a batch, and its evaluation again, compared with earlier rules; every step `times` times. */
async function publishCompared(files: Readonly<Record<string, string>>, times = 1) {
  const { batchId } = await publishBatch(office, service.deps, files)
  return { batchId, ...(await compareAgain(batchId, EARLIER, times)) }
}

async function compareAgain(batchId: string, compare: runs.CompareInput, times = 1) {
  const asked = await runs.requestRun(office.as('attorney'), service.deps, { batchId, compare })
  await runEvaluation(office, service.deps, asked.runId, times)
  return asked
}

const compared = async (runId: string) => runs.getComparison(office.as('auditor'), service.deps, { runId })

describe('the comparison of a run with earlier rules', () => {
  it('finds what one pass in memory finds, over several files with repeated rows, for any earlier rules', async () => {
    const { batchId, runId } = await publishCompared(texts, 2)
    const again = await compareAgain(batchId, { ruleset: 'prop64-reference', profile: 'los-angeles' })
    const seen = await Promise.all([runId, again.runId].map(compared))
    expect(seen.map(({ before }) => before.profile)).toEqual(['configurable', 'los-angeles'])
    for (const { run, before, causes, total, same } of seen) {
      const expected = plainly(before.profile ?? '')
      expect(expected.differing).toHaveProperty('repeated|Dismissed|No answer')
      const counts = causes.flatMap(({ id, changes }) =>
        changes.map(({ from, to, count }) => [[id, from, to].join('|'), count]),
      )
      expect({ total, same }).toEqual({ total: expected.total, same: expected.same })
      expect(Object.fromEntries(counts)).toEqual(expected.differing)
      const { rows } = await runs.listDifferences(office.as('auditor'), service.deps, { runId: run.id, pageSize: 1000 })
      const names = Object.keys(texts)
      const lines = rows.map(({ file, line, from, to, cause }) =>
        [`${names.indexOf(file)} ${line}`, from, to, cause].join('|'),
      )
      expect(lines.sort()).toEqual(expected.lines)
    }
  })

  it('names the defect behind each answer, and the person and offense it is about', async () => {
    const { runId } = await publishCompared({ 'a.dat': small })
    const { before, causes, total, same, people } = await compared(runId)
    expect(before).toMatchObject({ ruleset: 'prop64-reference', profile: 'configurable', asOf: TEST_DAY })
    expect(causes.map(({ id, kind, count }) => [id, kind, count])).toEqual([
      ['D8', 'defect', 1],
      ['D9', 'defect', 1],
    ])
    expect({ total, same, people }).toEqual({ total: 2, same: 0, people: { compared: 2, withDifferences: 2 } })
    const list = (more: object) => runs.listDifferences(office.as('analyst'), service.deps, { runId, ...more })
    expect(await list({ cause: 'D9' })).toMatchObject({
      rows: [{ name: 'TESTPERSON,ALMA', literal: '11357.5 HS-TEST', file: 'a.dat', line: 3, to: 'Not eligible' }],
      total: 1,
    })
    expect((await list({ page: 2, pageSize: 1 })).rows.map(({ line }) => line)).toEqual([3])
    expect(await list({ cause: 'D1' })).toEqual({ rows: [], total: 0 })
    await service.expectAudit(office, { action: 'difference.list', objectId: runId, actorKind: 'user' })
    const [header, ...lines] = (await fileText(runId, 'differences.csv')).trimEnd().split('\n')
    expect(header).toBe('file,line,case,before,after,cause,kind,explanation,citations')
    expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
      ['a.dat', '2', 'TEST-1'],
      ['a.dat', '3', 'TEST-1'],
    ])
    const report: unknown = JSON.parse(await fileText(runId, 'comparison.json'))
    expect(report).toMatchObject({ county: 'Sacramento', convictions: { compared: 2, same: 0, different: 2 } })
  })

  it('is made when it is asked for, and a run with another comparison is another run', async () => {
    const { batchId, runId } = await publishBatch(office, service.deps, { 'a.dat': small })
    const attorney = office.as('attorney')
    const request = (compare: runs.CompareInput) => runs.requestRun(attorney, service.deps, { batchId, compare })
    const first = await request(EARLIER)
    expect(await request({ ...EARLIER, preset: 'application-defaults' })).toEqual(first)
    expect(await request({ ruleset: 'prop64-reference', profile: 'los-angeles' })).not.toEqual(first)
    expect(await runs.requestRun(attorney, service.deps, { batchId })).not.toEqual(first)
    const none = { code: 'NOT_FOUND', details: { reason: 'no-comparison' } }
    await expect(compared(runId)).rejects.toMatchObject(none)
    await expect(runs.listDifferences(attorney, service.deps, { runId })).rejects.toMatchObject(none)
    const names = async (id: string) =>
      (await runFiles.listRunFiles(attorney, service.deps, { runId: id })).map(({ name }) => name)
    expect(await names(runId)).not.toContain('differences.csv')
    expect((await runs.getRun(attorney, service.deps, { runId })).compared).toBe(false)
    await runEvaluation(office, service.deps, first.runId)
    expect(await names(first.runId)).toContain('differences.csv')
    expect((await runs.getRun(attorney, service.deps, { runId: first.runId })).compared).toBe(true)
  })

  it('is with rules there are', async () => {
    const { batchId } = await publishBatch(office, service.deps, { 'a.dat': small })
    const request = (compare: runs.CompareInput, ruleset?: string) =>
      runs.requestRun(office.as('attorney'), service.deps, { batchId, compare, ...(ruleset && { ruleset }) })
    const missing = (reason: string) => ({ code: 'NOT_FOUND', details: { reason } })
    await expect(request({ ruleset: 'prop64' })).rejects.toMatchObject(missing('unknown-comparison'))
    await expect(request({ ruleset: 'prop99' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const unknown = { ruleset: 'prop64-reference', profile: 'los-angeles', preset: 'constructor' }
    await expect(request(unknown)).rejects.toMatchObject(missing('unknown-preset'))
    const [usual] = runs.listComparable(office.as('attorney'), service.deps, {})
    expect(usual).toMatchObject({ ruleset: 'prop64-reference', profile: 'configurable' })
    expect(usual?.presets.length).toBeGreaterThan(0)
    const reference = { ruleset: 'prop64-reference', profile: 'configurable' }
    expect(runs.listComparable(office.as('attorney'), service.deps, reference)).toEqual([])
  })

  it('is not shown when a difference is missing, and a run given up keeps none', async () => {
    const { batchId } = await publishBatch(office, service.deps, { 'a.dat': small })
    const { runId } = await runs.requestRun(office.as('attorney'), service.deps, { batchId, compare: EARLIER })
    const jobId = await jobOfRun(office, service.deps, runId)
    const { files } = await runs.startRun(office.system, service.deps, { jobId })
    const batchFileId = files[0]?.batchFileId ?? ''
    await runs.evaluateRange(office.system, service.deps, { jobId, batchFileId, no: 0 })
    await runs.writeResults(office.system, service.deps, { jobId, batchFileId })
    const ofRun = eq(runDifferences.runId, runId)
    await withTenant(service.deps.ingestDb, office.tenantId, (tx) =>
      tx.delete(runDifferences).where(and(ofRun, eq(runDifferences.row, 0))),
    )
    await expect(runs.publishRun(office.system, service.deps, { jobId })).rejects.toMatchObject({
      code: 'INTERNAL',
      details: { reason: 'ledger-mismatch' },
      message: expect.stringContaining('2 answers differ, but 1 are listed.') as string,
    })
    const left = () => withTenant(service.deps.db, office.tenantId, (tx) => tx.$count(runDifferences, ofRun))
    expect(await left()).toBe(1)
    await runs.failRun(office.system, service.deps, { jobId, reason: 'test', message: 'Given up.' })
    expect(await left()).toBe(0)
  })

  it('is for those with the permission, and belongs to its office', async () => {
    const { runId } = await publishCompared({ 'a.dat': small })
    const stranger = (await service.createOffice()).as('admin')
    const nobody = { ...office.as('auditor'), actor: { kind: 'user', userId: runId, roles: [] } } as const
    for (const step of [
      (ctx: typeof stranger) => runs.getComparison(ctx, service.deps, { runId }),
      (ctx: typeof stranger) => runs.listDifferences(ctx, service.deps, { runId }),
    ]) {
      await expect(step(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(step(nobody)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(() => runs.listComparable(nobody, service.deps, {})).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })
})
