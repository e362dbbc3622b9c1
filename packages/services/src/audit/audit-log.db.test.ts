import { type Db, newId, openDatabase, withoutTenant, withTenant } from '@cmr/db'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Context, actorUserId } from '../context.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { audit, type AuditEntry } from './audit.ts'
import * as log from './index.ts'

let service: TestService
let administrator: Db
let office: Office
let stranger: Office

beforeAll(async () => {
  service = await createService()
  const url = service.database.adminUrl
  administrator = openDatabase({ url, max: 1, applicationName: 'test', statementTimeoutMs: 60_000 })
  stranger = await service.createOffice()
  await write(stranger.as('analyst'), { action: 'person.view' })
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(async () => {
  await administrator.close()
  await service.close()
})

async function write(ctx: Context, entry: Partial<AuditEntry> & Pick<AuditEntry, 'action'>): Promise<void> {
  await withTenant(service.deps.db, ctx.tenant.id, (tx) =>
    audit(tx, ctx, { objectKind: 'test', objectId: null, ...entry }),
  )
}

const list = (input: log.ListAuditEventsInput = {}, ctx = office.as('auditor')) =>
  log.listAuditEvents(ctx, service.deps, input)

const actionsOf = async (input: log.ListAuditEventsInput) => (await list(input)).events.map(({ action }) => action)

/** As somebody with every right on the server would: the chain is not of interest here. */
const setAt = (seq: number, at: string) =>
  withoutTenant(administrator, (tx) =>
    tx.execute(sql`update app.audit_events set at = ${at}::timestamptz
      where tenant_id = ${office.tenantId} and seq = ${seq}`),
  )

describe('searching the log', () => {
  it('shows who did what, where and from where, latest first', async () => {
    const { actor, ...rest } = office.as('analyst')
    const ctx = { ...rest, actor: { ...actor, sessionId: 'test-session', address: '192.0.2.1' } } as Context
    const objectId = newId()
    await write(ctx, { action: 'person.view', objectKind: 'subject', objectId })
    await write(ctx, { action: 'run-file.download', purpose: 'Test.', bytes: 7 })
    const { events, total, next } = await list()
    expect({ total, next }).toEqual({ total: 2, next: null })
    expect(events).toMatchObject([
      { seq: 2, action: 'run-file.download', purpose: 'Test.', bytes: 7, actorUserId: actorUserId(ctx) },
      { seq: 1, action: 'person.view', objectId, sessionId: 'test-session', address: '192.0.2.1', outcome: 'done' },
    ])
  })

  it('is recorded itself', async () => {
    await list()
    expect(await actionsOf({})).toEqual(['audit.list'])
  })

  it('is by person, action, entity, object, outcome and whether support did it', async () => {
    const [one, objectId] = [office.as('analyst'), newId()]
    await write(one, { action: 'person.view', objectId })
    await write(office.as('analyst'), { action: 'person.edit' })
    await write(office.as('analyst'), { action: 'personnel.edit', outcome: 'denied' })
    const actor = { kind: 'support', userId: newId(), grantId: newId(), mode: 'read' } as const
    await write({ ...office.system, actor }, { action: 'result.list' })
    expect(await actionsOf({ actor: actorUserId(one) ?? '' })).toEqual(['person.view'])
    expect(await actionsOf({ action: 'person.edit' })).toEqual(['person.edit'])
    expect(await actionsOf({ action: 'person' })).toEqual(['person.edit', 'person.view'])
    expect(await actionsOf({ objectId })).toEqual(['person.view'])
    expect(await actionsOf({ outcome: 'denied' })).toEqual(['personnel.edit'])
    expect(await actionsOf({ support: true })).toEqual(['result.list'])
  })

  it('is by day in the time zone of the office, both ends included', async () => {
    for (const action of ['a.a', 'a.b', 'a.c', 'a.d']) await write(office.system, { action })
    await setAt(1, '2026-03-01T07:59:59.99Z')
    await setAt(2, '2026-03-01T08:00:00Z')
    await setAt(3, '2026-03-03T07:59:59.99Z')
    await setAt(4, '2026-03-03T08:00:00Z')
    expect(await actionsOf({ action: 'a', from: '2026-03-01', to: '2026-03-02' })).toEqual(['a.c', 'a.b'])
  })

  it('goes on page by page without a gap, whatever is added meanwhile', async () => {
    for (let i = 0; i < 5; i += 1) await write(office.system, { action: 'a.a' })
    const first = await list({ action: 'a', pageSize: 2 })
    await write(office.system, { action: 'a.a' })
    const second = await list({ action: 'a', pageSize: 2, before: first.next ?? 0 })
    const third = await list({ action: 'a', pageSize: 2, before: second.next ?? 0 })
    expect([first, second, third].map(({ events }) => events.map(({ seq }) => seq))).toEqual([[5, 4], [3, 2], [1]])
    expect(third.next).toBeNull()
  })

  it.each(['analyst', 'attorney'] as const)('is not for an %s', async (role) => {
    await expect(list({}, office.as(role))).rejects.toMatchObject({ details: { reason: 'missing-permission' } })
  })

  it('shows nothing of another office', async () => {
    expect((await list()).events).toEqual([])
  })
})

describe('the log as a file', () => {
  async function exported(input: log.ExportAuditInput = {}): Promise<string[]> {
    const { body } = await log.exportAudit(office.as('auditor'), service.deps, input)
    const parts: Buffer[] = []
    for await (const part of body) parts.push(part)
    return Buffer.concat(parts).toString('utf8').trimEnd().split('\n')
  }

  it('has every event of before, oldest first, and no formula', async () => {
    await write(office.as('analyst'), { action: 'a.a', purpose: '=HYPERLINK("x")' })
    await write(office.as('analyst'), { action: 'a.b' })
    const [header, ...lines] = await exported()
    expect(header?.split(',').slice(0, 5)).toEqual(['number', 'at', 'who', 'user', 'action'])
    expect(lines.map((line) => line.split(',')[4])).toEqual(['a.a', 'a.b'])
    expect(lines[0]).toContain(`"'=HYPERLINK(""x"")"`)
    await service.expectAudit(office, { action: 'audit.export' })
  })

  it('has only what was asked for', async () => {
    await write(office.as('analyst'), { action: 'a.a' })
    await write(office.as('analyst'), { action: 'a.b', outcome: 'denied' })
    expect(await exported({ outcome: 'denied' })).toHaveLength(2)
  })

  it('does not leave unrecorded', async () => {
    await withoutTenant(administrator, (tx) => tx.execute(sql`revoke insert (action) on app.audit_events from cmr_app`))
    try {
      await expect(exported()).rejects.toMatchObject({ details: { reason: 'audit-unavailable' } })
    } finally {
      await withoutTenant(administrator, (tx) => tx.execute(sql`grant insert (action) on app.audit_events to cmr_app`))
    }
  })

  it('is not for an analyst', async () => {
    await expect(log.exportAudit(office.as('analyst'), service.deps, {})).rejects.toMatchObject({
      details: { reason: 'missing-permission' },
    })
  })
})

describe('the weekly review', () => {
  const digest = () => log.getAuditDigest(office.as('admin'), service.deps)

  it('counts what is new, and begins again after it was signed off', async () => {
    await write(office.as('analyst'), { action: 'person.view' })
    await write(office.as('analyst'), { action: 'person.view' })
    await write(office.as('analyst'), { action: 'run-file.download' })
    await write(office.as('analyst'), { action: 'person.view', outcome: 'denied' })
    expect(await digest()).toMatchObject({
      range: { fromSeq: 1, toSeq: 4 },
      events: 4,
      actions: [
        { action: 'person.view', count: 3 },
        { action: 'run-file.download', count: 1 },
      ],
      denied: 1,
      failed: 0,
      exports: 1,
      support: 0,
      lastReview: null,
      overdue: false,
    })
    const admin = office.as('admin')
    const signed = await log.signOffAudit(admin, service.deps, { toSeq: 4, note: 'Nothing odd.' })
    expect(signed).toMatchObject({ fromSeq: 1, toSeq: 4, reviewedBy: actorUserId(admin), note: 'Nothing odd.' })
    // Signing off is an event too.
    expect(await digest()).toMatchObject({ range: { fromSeq: 5, toSeq: 5 }, lastReview: { id: signed.id } })
    expect(await log.listAuditReviews(office.as('auditor'), service.deps)).toEqual([signed])
  })

  it('is overdue when an event has waited for more than a week', async () => {
    await write(office.system, { action: 'a.a' })
    await withoutTenant(administrator, (tx) =>
      tx.execute(sql`update app.audit_events set at = now() - interval '6 days 23 hours'
        where tenant_id = ${office.tenantId}`),
    )
    expect(await digest()).toMatchObject({ overdue: false })
    await withoutTenant(administrator, (tx) =>
      tx.execute(sql`update app.audit_events set at = now() - interval '7 days 1 hour'
        where tenant_id = ${office.tenantId}`),
    )
    expect(await digest()).toMatchObject({ overdue: true })
  })

  it('does not sign the same events twice, or events that are not there', async () => {
    await write(office.system, { action: 'a.a' })
    const sign = (toSeq: number) => log.signOffAudit(office.as('admin'), service.deps, { toSeq })
    await expect(sign(9)).rejects.toMatchObject({ details: { reason: 'unknown-audit-event' } })
    await sign(1)
    await expect(sign(1)).rejects.toMatchObject({ details: { reason: 'review-signed' } })
  })

  it('signs an event once when two sign at once', async () => {
    await write(office.system, { action: 'a.a' })
    const sign = () => log.signOffAudit(office.as('admin'), service.deps, { toSeq: 1 })
    const ends = await Promise.allSettled([sign(), sign(), sign()])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is an administrator’s', async () => {
    const sign = log.signOffAudit(office.as('auditor'), service.deps, { toSeq: 1 })
    await expect(sign).rejects.toMatchObject({ details: { reason: 'missing-permission' } })
  })
})

describe('a refusal', () => {
  it('stands in the log of the office that was reached for', async () => {
    const ctx = office.as('analyst')
    await log.recordDenied(ctx, service.deps, { action: 'audit.read', objectKind: 'permission', objectId: null })
    await service.expectAudit(office, { action: 'audit.read', outcome: 'denied', actorUserId: actorUserId(ctx) })
  })
})
