import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AuthDeps, StaffContext } from '@cmr/auth'
import { type Db, newId, openDatabase, withoutTenant, withTenant } from '@cmr/db'
import { auditEvents, type GrantMode, supportGrants, type StaffKind, tenants } from '@cmr/db/schema'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { audit, batches, files, people, results, runFiles, runs, support } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { HANDOVER, publishBatch } from '../test/drive.ts'

let service: TestService
let auth: AuthDeps
let administrator: Db
let office: Office
let stranger: Office

beforeAll(async () => {
  service = await createService()
  const { urls, adminUrl } = service.database
  const open = (url: string) => openDatabase({ url, max: 2, applicationName: 'test', statementTimeoutMs: 60_000 })
  auth = { db: open(urls.cmr_auth), clock: service.deps.clock, sealKey: randomBytes(32) }
  administrator = open(adminUrl)
  stranger = await service.createOffice()
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(async () => {
  await Promise.all([auth.db.close(), administrator.close()])
  await service.close()
})

const somebody = (staff: StaffKind = 'support') =>
  ({
    userId: newId(),
    staff,
    name: 'Support TESTPERSON',
    requestId: 'test-request',
    sessionId: 'test-session',
    address: '192.0.2.1',
  }) satisfies StaffContext & { name: string }

const slugOf = ({ system }: Office): string => system.tenant.slug

const ask = (staff: ReturnType<typeof somebody>, given: { hours?: number; mode?: GrantMode } = {}) =>
  support.requestSupport(staff, service.deps, auth, {
    office: slugOf(office),
    reason: 'A file does not open.',
    ticket: 'TEST-1',
    ...given,
  })

async function granted(given: { hours?: number; mode?: GrantMode } = {}) {
  const staff = somebody()
  const { grantId } = await ask(staff, given)
  await support.decideSupport(office.as('admin'), service.deps, { grantId, decision: 'approved' })
  return { staff, grantId }
}

const enter = (staff: StaffContext, into: Office = office) =>
  support.actingContext(staff, service.deps, auth, slugOf(into))

const notFound = { code: 'NOT_FOUND', details: { reason: 'unknown-tenant' } }

/** Past the walls and the trigger: moves a running grant to its end. */
async function expire(grantId: string): Promise<void> {
  await withoutTenant(administrator, async (tx) => {
    await tx.execute(sql`alter table app.support_grants disable trigger support_grants_kept`)
    await tx.execute(sql`update app.support_grants set decided_at = now() - interval '5 hours', expires_at = now()
      where id = ${grantId}`)
    await tx.execute(sql`alter table app.support_grants enable trigger support_grants_kept`)
  })
}

const deniedOf = ({ tenantId }: Office, objectId: string | null) =>
  withTenant(service.deps.db, tenantId, (tx) =>
    tx
      .select()
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.tenantId, tenantId),
          eq(auditEvents.action, 'support.enter'),
          eq(auditEvents.outcome, 'denied'),
          objectId === null ? isNull(auditEvents.objectId) : eq(auditEvents.objectId, objectId),
        ),
      ),
  )

describe('a request', () => {
  it('is asked for, approved by an administrator and runs for four hours by database time', async () => {
    const staff = somebody()
    const { grantId } = await ask(staff)
    await expect(enter(staff)).rejects.toMatchObject(notFound)
    const grant = await support.decideSupport(office.as('admin'), service.deps, { grantId, decision: 'approved' })
    expect((grant.expiresAt?.getTime() ?? 0) - (grant.decidedAt?.getTime() ?? 0)).toBe(4 * 3_600_000)
    const { ctx, grant: shown } = await enter(staff)
    expect(ctx.actor).toMatchObject({ kind: 'support', userId: staff.userId, grantId, mode: 'read' })
    expect(ctx.tenant.id).toBe(office.tenantId)
    expect(shown).toMatchObject({ state: 'approved', requestedName: 'Support TESTPERSON', ticket: 'TEST-1' })
    for (const action of ['support.request', 'support.approve']) {
      await service.expectAudit(office, { action, objectId: grantId, outcome: 'done' })
    }
  })

  it('is shown to the office and to who asked, and to nobody else', async () => {
    const staff = somebody()
    const { grantId } = await ask(staff)
    const listed = await support.listSupportGrants(office.as('auditor'), service.deps)
    expect(listed).toMatchObject([{ id: grantId, state: 'requested', hours: 4, mode: 'read' }])
    expect(await support.listOwnRequests(staff, service.deps, auth)).toMatchObject([
      { id: grantId, office: { id: office.tenantId } },
    ])
    expect(await support.listSupportGrants(stranger.as('admin'), service.deps)).toEqual([])
    expect(await support.listOwnRequests(somebody(), service.deps, auth)).toEqual([])
  })

  it.each(['analyst', 'attorney', 'auditor'] as const)('is not decided by an %s', async (role) => {
    const { grantId } = await ask(somebody())
    const decide = support.decideSupport(office.as(role), service.deps, { grantId, decision: 'approved' })
    await expect(decide).rejects.toMatchObject({ details: { reason: 'missing-permission' } })
  })

  it('is not found by another office, decided twice, or approved after it was denied', async () => {
    const { grantId } = await ask(somebody())
    const decide = (of: Office, decision: 'approved' | 'denied') =>
      support.decideSupport(of.as('admin'), service.deps, { grantId, decision })
    await expect(decide(stranger, 'approved')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await decide(office, 'denied')
    await expect(decide(office, 'approved')).rejects.toMatchObject({ details: { reason: 'grant-decided' } })
  })

  it.each(['onboarding', 'operator'] as const)('is not made by %s', async (kind) => {
    await expect(ask(somebody(kind))).rejects.toMatchObject({ details: { reason: 'missing-permission' } })
  })

  it('is not for more than 72 hours, and the office sees that it was tried', async () => {
    await expect(ask(somebody(), { hours: 73 })).rejects.toMatchObject({ details: { reason: 'grant-too-long' } })
    await service.expectAudit(office, { action: 'support.request', outcome: 'denied', actorKind: 'support' })
    expect(await ask(somebody(), { hours: 72 })).toMatchObject({ grantId: expect.any(String) as string })
  })
})

describe('without a grant that runs, the office does not exist, and its log shows the try', () => {
  it('none at all', async () => {
    const staff = somebody()
    await expect(enter(staff)).rejects.toMatchObject(notFound)
    expect(await deniedOf(office, null)).toMatchObject([
      {
        actorKind: 'support',
        actorUserId: staff.userId,
        supportGrantId: null,
        sessionId: 'test-session',
        address: '192.0.2.1',
      },
    ])
  })

  it('of somebody else', async () => {
    await granted()
    await expect(enter(somebody())).rejects.toMatchObject(notFound)
    expect(await deniedOf(office, null)).toHaveLength(1)
  })

  it('of another office', async () => {
    const { staff } = await granted()
    const before = (await deniedOf(stranger, null)).length
    await expect(enter(staff, stranger)).rejects.toMatchObject(notFound)
    expect(await deniedOf(stranger, null)).toHaveLength(before + 1)
  })

  it('expired', async () => {
    const { staff, grantId } = await granted()
    await expire(grantId)
    await expect(enter(staff)).rejects.toMatchObject(notFound)
    expect(await deniedOf(office, grantId)).toHaveLength(1)
    expect(await support.listSupportGrants(office.as('admin'), service.deps)).toMatchObject([{ state: 'expired' }])
  })

  it('revoked', async () => {
    const { staff, grantId } = await granted()
    await enter(staff)
    await support.revokeSupport(office.as('admin'), service.deps, { grantId })
    await expect(enter(staff)).rejects.toMatchObject(notFound)
    expect(await deniedOf(office, grantId)).toHaveLength(1)
    await service.expectAudit(office, { action: 'support.revoke', objectId: grantId })
  })

  it('given back', async () => {
    const { staff, grantId } = await granted()
    const { ctx } = await enter(staff)
    await support.endSupport(ctx, service.deps)
    await expect(enter(staff)).rejects.toMatchObject(notFound)
    await service.expectAudit(office, { action: 'support.end', objectId: grantId, actorUserId: staff.userId })
    const outsider = support.endSupport(office.as('admin'), service.deps)
    await expect(outsider).rejects.toMatchObject({ details: { reason: 'support-only' } })
  })

  it('of somebody who is no longer in support', async () => {
    const { staff, grantId } = await granted()
    await expect(enter({ ...staff, staff: 'onboarding' })).rejects.toMatchObject(notFound)
    expect(await deniedOf(office, grantId)).toHaveLength(1)
  })

  it('of an office that is not there or has left', async () => {
    const { staff } = await granted()
    await expect(support.actingContext(staff, service.deps, auth, 'no-such')).rejects.toMatchObject(notFound)
    await withTenant(service.deps.db, office.tenantId, (tx) =>
      tx.update(tenants).set({ state: 'left', leftAt: new Date() }).where(eq(tenants.id, office.tenantId)),
    )
    await expect(enter(staff)).rejects.toMatchObject(notFound)
  })
})

describe('under a grant', () => {
  async function inside(mode: GrantMode): Promise<{ ctx: Context; grantId: string; runId: string; batchId: string }> {
    const file = dojFile([{ SUBJECT_ID: '1' }])
    const { batchId, runId } = await publishBatch(office, service.deps, { 'a.dat': file })
    const { staff, grantId } = await granted({ mode })
    return { ctx: (await enter(staff)).ctx, grantId, runId, batchId }
  }

  it('every look at records is in the office’s own log, with the grant', async () => {
    const { ctx, grantId, runId, batchId } = await inside('read')
    const { rows } = await results.listResults(ctx, service.deps, { runId })
    await people.getPerson(ctx, service.deps, { subjectId: rows[0]?.subjectId ?? '', runId })
    await batches.listSetAside(ctx, service.deps, { batchId })
    for (const action of ['result.list', 'person.view', 'set-aside.list']) {
      await service.expectAudit(office, { action, actorKind: 'support', supportGrantId: grantId })
    }
  })

  it('nothing is written unless the grant says so', async () => {
    const reader = await inside('read')
    const begin = (ctx: Context) => batches.createBatch(ctx, service.deps, {})
    await expect(begin(reader.ctx)).rejects.toMatchObject({ details: { reason: 'missing-permission' } })
    const writer = (await enter((await granted({ mode: 'write' })).staff)).ctx
    expect(await begin(writer)).toMatchObject({ id: expect.any(String) as string })
  })

  it('results are not taken out, runs not released, the log not read, and grants not decided, whatever it says', async () => {
    const { ctx, grantId, runId } = await inside('write')
    const [file] = await runFiles.listRunFiles(ctx, service.deps, { runId })
    const tries = [
      runFiles.openRunFile(ctx, service.deps, { runFileId: file?.id ?? '', ...HANDOVER }),
      runs.releaseRun(ctx, service.deps, { runId }),
      audit.listAuditEvents(ctx, service.deps, {}),
      audit.exportAudit(ctx, service.deps, {}),
      support.decideSupport(ctx, service.deps, { grantId, decision: 'approved' }),
      support.revokeSupport(ctx, service.deps, { grantId }),
      support.listSupportGrants(ctx, service.deps),
    ]
    for (const one of await Promise.allSettled(tries)) {
      expect(one).toMatchObject({ status: 'rejected', reason: { details: { reason: 'missing-permission' } } })
    }
  })

  it('files of another office are not found', async () => {
    const { ctx } = await inside('write')
    const batch = await batches.createBatch(stranger.as('analyst'), service.deps, {})
    await expect(batches.getBatch(ctx, service.deps, { batchId: batch.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const upload = files.beginUpload(ctx, service.deps, { batchId: batch.id, name: 'a.dat', size: 1 })
    await expect(upload).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a stream under a grant', () => {
  // Only the hostile suite, which has the machine to itself, holds us to seconds.
  const mostMs = (milliseconds: number) => (process.env['HOSTILE'] === 'full' ? milliseconds : Infinity)

  /** Watches, does something, and gives the milliseconds until the stream was told. */
  async function toldAfter(ctx: Context, act: () => Promise<unknown>): Promise<number> {
    let tell = (): void => {}
    const told = new Promise<number>((resolve) => (tell = () => resolve(Date.now())))
    const stop = await support.watchGrant(ctx, service.deps, () => tell())
    await act()
    const from = Date.now()
    const at = await told
    await stop()
    return at - from
  }

  it('ends within a second of the revocation', async () => {
    const { staff, grantId } = await granted()
    const { ctx } = await enter(staff)
    const revoke = () => support.revokeSupport(office.as('admin'), service.deps, { grantId })
    expect(await toldAfter(ctx, revoke)).toBeLessThan(mostMs(1_000))
  })

  it('ends at the end of the grant', async () => {
    const { staff, grantId } = await granted()
    const { ctx } = await enter(staff)
    await withoutTenant(administrator, async (tx) => {
      await tx.execute(sql`alter table app.support_grants disable trigger support_grants_kept`)
      await tx.execute(
        sql`update app.support_grants set expires_at = now() + interval '700 milliseconds' where id = ${grantId}`,
      )
      await tx.execute(sql`alter table app.support_grants enable trigger support_grants_kept`)
    })
    expect(await toldAfter(ctx, async () => {})).toBeLessThan(mostMs(1_700))
  })

  it('goes on while another grant ends', async () => {
    const { staff } = await granted()
    const { ctx } = await enter(staff)
    const other = await granted()
    const stop = await support.watchGrant(ctx, service.deps, () => {
      throw new Error('The grant runs.')
    })
    await support.revokeSupport(office.as('admin'), service.deps, { grantId: other.grantId })
    await pause(300)
    await stop()
    expect(await enter(staff)).toBeDefined()
  })
})

describe('the database keeps a grant, past every verb', () => {
  const values = () => ({
    tenantId: office.tenantId,
    id: newId(),
    requestedBy: newId(),
    requestedName: 'Support TESTPERSON',
    reason: 'Test.',
    ticket: 'TEST-1',
  })
  const insert = (row: typeof supportGrants.$inferInsert) =>
    withTenant(service.deps.db, office.tenantId, (tx) => tx.insert(supportGrants).values(row))
  const update = (id: string, set: Partial<typeof supportGrants.$inferInsert>) =>
    withTenant(service.deps.db, office.tenantId, (tx) =>
      tx
        .update(supportGrants)
        .set(set)
        .where(and(eq(supportGrants.tenantId, office.tenantId), eq(supportGrants.id, id))),
    )
  const refusedBy = (constraint: string) => ({ details: { constraint } })

  it('begins as a request, of at most 72 hours', async () => {
    const decided = { state: 'approved', decidedBy: newId(), decidedAt: new Date(), expiresAt: new Date() } as const
    await expect(insert({ ...values(), ...decided })).rejects.toMatchObject(refusedBy('support_grants_requested_first'))
    await expect(insert({ ...values(), hours: 73 })).rejects.toMatchObject(refusedBy('support_grants_hours_bounded'))
  })

  it('is not decided by who asked, and not longer than it says', async () => {
    const row = values()
    await insert(row)
    const own = update(row.id, { state: 'approved', decidedBy: row.requestedBy })
    await expect(own).rejects.toMatchObject(refusedBy('support_grants_two_people'))
    const long = update(row.id, { state: 'approved', decidedBy: newId(), expiresAt: new Date('2100-01-01') })
    await expect(long).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(update(row.id, { hours: 72 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('does not come back', async () => {
    const row = values()
    await insert(row)
    await update(row.id, { state: 'approved', decidedBy: newId() })
    await update(row.id, { state: 'revoked', revokedBy: newId() })
    for (const state of ['approved', 'requested'] as const) {
      await expect(update(row.id, { state })).rejects.toMatchObject(refusedBy('support_grants_forward'))
    }
  })
})
