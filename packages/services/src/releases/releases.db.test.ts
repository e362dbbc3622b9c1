import { newId, type Db, openDatabase, withoutTenant, withTenant } from '@cmr/db'
import { auditEvents, runs as runTable } from '@cmr/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { batches, people, releases, results, runFiles, runs } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { HANDOVER, publishBatch } from '../test/drive.ts'

let service: TestService
let administrator: Db
let office: Office
let batchId: string
let runId: string

beforeAll(async () => {
  service = await createService()
  const url = service.database.adminUrl
  administrator = openDatabase({ url, max: 1, applicationName: 'test', statementTimeoutMs: 60_000 })
})
afterAll(async () => {
  await administrator.close()
  await service.close()
})

/** An office with a published run. */
async function publish(): Promise<void> {
  office = await service.createOffice()
  const file = dojFile([{ SUBJECT_ID: '1' }, { SUBJECT_ID: '2', OFFENSE_DESCR: '11357 HS-TEST' }])
  ;({ batchId, runId } = await publishBatch(office, service.deps, { 'a.dat': file }))
}

const asOwner = (statement: ReturnType<typeof sql>): Promise<unknown> =>
  withoutTenant(administrator, (tx) => tx.execute(statement))

const getRun = () => runs.getRun(office.as('attorney'), service.deps, { runId })

/** The person who prepared the run, with a role that may release. */
async function preparer(): Promise<Context> {
  const { preparedBy } = await getRun()
  return { ...office.system, actor: { kind: 'user', userId: preparedBy ?? '', roles: ['attorney', 'analyst'] } }
}

describe('a run is a draft until somebody else releases it', () => {
  beforeEach(publish)

  it('is prepared by whoever confirmed its import', async () => {
    const { preparedBy, releasedAt } = await getRun()
    expect(preparedBy).toMatch(/^[0-9a-f-]{36}$/)
    expect(releasedAt).toBeNull()
  })

  it('is released by another attorney, once, and recorded', async () => {
    const attorney = office.as('attorney')
    const released = await runs.releaseRun(attorney, service.deps, { runId })
    expect(released.releasedBy).toBe(attorney.actor.kind === 'user' && attorney.actor.userId)
    expect(released.releasedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000)
    await service.expectAudit(office, { action: 'run.release', objectId: runId, outcome: 'done' })
    await expect(runs.releaseRun(office.as('attorney'), service.deps, { runId })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { reason: 'run-released' },
    })
  })

  it('is not released by whoever prepared it, and the try is in the log', async () => {
    await expect(runs.releaseRun(await preparer(), service.deps, { runId })).rejects.toMatchObject({
      details: { reason: 'two-people' },
    })
    await service.expectAudit(office, { action: 'run.release', objectId: runId, outcome: 'denied' })
    expect((await getRun()).releasedAt).toBeNull()
  })

  it.each(['admin', 'analyst', 'auditor'] as const)('is not released by an %s', async (role) => {
    await expect(runs.releaseRun(office.as(role), service.deps, { runId })).rejects.toMatchObject({
      details: { reason: 'missing-permission' },
    })
  })

  it('is not found by another office', async () => {
    const stranger = await service.createOffice()
    await expect(runs.releaseRun(stranger.as('attorney'), service.deps, { runId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the database holds it too, past every verb', () => {
  beforeEach(publish)

  const set = (values: Partial<typeof runTable.$inferInsert>) =>
    withTenant(service.deps.db, office.tenantId, (tx) =>
      tx
        .update(runTable)
        .set(values)
        .where(and(eq(runTable.tenantId, office.tenantId), eq(runTable.id, runId))),
    )
  const refusedBy = (constraint: string) => ({ details: { constraint } })

  it('that the preparer does not release', async () => {
    const { preparedBy } = await getRun()
    await expect(set({ releasedBy: preparedBy })).rejects.toMatchObject(refusedBy('runs_released_by_another'))
  })

  it('that a run without a preparer is not released', async () => {
    await asOwner(sql`update app.runs set created_by = null where id = ${runId}`)
    await expect(set({ releasedBy: newId() })).rejects.toMatchObject(refusedBy('runs_released_by_another'))
  })

  it('that only a published run is released', async () => {
    await expect(set({ state: 'failed', releasedBy: newId() })).rejects.toMatchObject(
      refusedBy('runs_released_published'),
    )
  })

  it('that a released run is not taken back, changed or released again', async () => {
    await set({ releasedBy: newId() })
    for (const values of [
      { releasedBy: null },
      { releasedBy: newId() },
      { summary: {} },
      { state: 'failed' as const },
    ]) {
      await expect(set(values)).rejects.toMatchObject(refusedBy('runs_release_kept'))
    }
  })

  it('that the time of a release is its own', async () => {
    await expect(set({ releasedBy: newId(), releasedAt: new Date(0) })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('records that leave the office', () => {
  beforeEach(publish)

  async function fileId(): Promise<string> {
    const [file] = await runFiles.listRunFiles(office.as('analyst'), service.deps, { runId })
    return file?.id ?? ''
  }

  it('are in the dissemination log with recipient and purpose, and in the audit log', async () => {
    const runFileId = await fileId()
    const opened = await runFiles.openRunFile(office.as('analyst'), service.deps, { runFileId, ...HANDOVER })
    expect(opened.draft).toBe(true)
    const { releases: log, total } = await releases.listReleases(office.as('auditor'), service.deps, {})
    const expected = { kind: 'export', objectId: runFileId, bytes: opened.size, sha256: opened.sha256, ...HANDOVER }
    expect({ log, total }).toEqual({ log: [expect.objectContaining(expected)], total: 1 })
    await service.expectAudit(office, { action: 'run-file.download', purpose: 'Test.', bytes: opened.size })
    const stranger = await service.createOffice()
    expect(await releases.listReleases(stranger.as('auditor'), service.deps, {})).toEqual({ releases: [], total: 0 })
  })

  it.each([
    ['recipient', { recipient: ' ', purpose: 'Test.' }],
    ['purpose', { recipient: 'Test.', purpose: '' }],
  ])('do not leave without a %s', async (field, handover) => {
    const input = { runFileId: await fileId(), ...handover }
    await expect(runFiles.openRunFile(office.as('analyst'), service.deps, input)).rejects.toMatchObject({
      code: 'VALIDATION',
      details: { field },
    })
  })

  it('leave as a court file only once the run is released', async () => {
    const input = { runFileId: await fileId(), kind: 'court-file' as const, ...HANDOVER }
    await expect(runFiles.openRunFile(office.as('analyst'), service.deps, input)).rejects.toMatchObject({
      details: { reason: 'run-not-released' },
    })
    await runs.releaseRun(office.as('attorney'), service.deps, { runId })
    expect(await runFiles.openRunFile(office.as('analyst'), service.deps, input)).toMatchObject({ draft: false })
  })
})

describe('when the audit log cannot be written, no record is shown', () => {
  beforeAll(publish)

  const analyst = () => office.as('analyst')
  const cases: [name: string, look: () => Promise<unknown>][] = [
    ['results', () => results.listResults(analyst(), service.deps, { runId })],
    ['a person', async () => people.getPerson(analyst(), service.deps, { subjectId: await anySubject(), runId })],
    ['rows set aside', () => batches.listSetAside(analyst(), service.deps, { batchId })],
    ['the quality report', () => runs.getQuality(analyst(), service.deps, { runId })],
    [
      'a result file',
      async () => {
        const [file] = await runFiles.listRunFiles(analyst(), service.deps, { runId })
        return runFiles.openRunFile(analyst(), service.deps, { runFileId: file?.id ?? '', ...HANDOVER })
      },
    ],
  ]

  async function anySubject(): Promise<string> {
    const [row] = await withoutTenant(administrator, (tx) =>
      tx.execute<{ id: string }>(sql`select id from app.subjects where tenant_id = ${office.tenantId} limit 1`),
    )
    return row?.id ?? ''
  }

  it.each(cases)('%s: inserts revoked', async (_name, look) => {
    expect(await look()).toBeDefined()
    await asOwner(sql`revoke insert (action) on app.audit_events from cmr_app`)
    try {
      await expect(look()).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { reason: 'audit-unavailable' } })
    } finally {
      await asOwner(sql`grant insert (action) on app.audit_events to cmr_app`)
    }
  })

  it.each(cases)('%s: the chain cannot go on', async (_name, look) => {
    await asOwner(sql`revoke insert, update on app.audit_heads from cmr_owner`)
    try {
      await expect(look()).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { reason: 'audit-unavailable' } })
    } finally {
      await asOwner(sql`grant insert, update on app.audit_heads to cmr_owner`)
    }
  })

  it('and each look leaves one event', async () => {
    const count = () =>
      withTenant(service.deps.db, office.tenantId, (tx) =>
        tx.$count(auditEvents, eq(auditEvents.tenantId, office.tenantId)),
      )
    for (const [, look] of cases) {
      const before = await count()
      await look()
      expect(await count()).toBe(before + 1)
    }
  })
})
