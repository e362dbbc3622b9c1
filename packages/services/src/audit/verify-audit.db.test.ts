import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, newId, openDatabase, withoutTenant, withTenant } from '@cmr/db'
import { tenantSettings } from '@cmr/db/schema'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listOfficeIds } from '../tenants/list-office-ids.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { audit } from './audit.ts'
import { readAuditHeads } from './head-folder.ts'
import { purgeAudit } from './purge-audit.ts'
import { verifyAudit } from './verify-audit.ts'
import { writeAuditHead, writeAuditHeads } from './write-audit-heads.ts'

const WRITERS = 16
/** `npm run test:hostile` writes 5,000 with each. */
const EVENTS_OF_A_WRITER = Number(process.env['CMR_AUDIT_EVENTS'] ?? 20)

let service: TestService
let administrator: Db
let headsRoot: string

beforeAll(async () => {
  service = await createService()
  const url = service.database.adminUrl
  administrator = openDatabase({ url, max: 1, applicationName: 'test', statementTimeoutMs: 60_000 })
  headsRoot = await mkdtemp(join(tmpdir(), 'cmr-heads-'))
})
afterAll(async () => {
  await administrator.close()
  await service.close()
  await rm(headsRoot, { recursive: true, force: true })
})

/** An office whose log holds `count` events, each of a transaction of its own. */
async function officeWithLog(count: number): Promise<Office> {
  const office = await service.createOffice()
  for (let i = 0; i < count; i += 1) await writeEvent(office)
  return office
}

function writeEvent(office: Office): Promise<void> {
  const ctx = office.as('analyst')
  return withTenant(service.deps.db, office.tenantId, (tx) =>
    audit(tx, ctx, {
      action: 'person.view',
      objectKind: 'subject',
      objectId: newId(),
      purpose: 'é – “test”',
      bytes: 7,
    }),
  )
}

/** What somebody with every right on the server could do. */
const tamper = (statement: ReturnType<typeof sql>): Promise<unknown> =>
  withoutTenant(administrator, (tx) => tx.execute(statement))

const verify = ({ tenantId }: Office, heads: Awaited<ReturnType<typeof readAuditHeads>> = []) =>
  verifyAudit(service.deps, { tenantId, heads })

const at = (day: string) => ({
  ...service.deps,
  clock: { ...service.deps.clock, now: () => new Date(`${day}T12:00Z`) },
})

describe('the chain of an office', () => {
  it('is whole, and apart from that of another office', async () => {
    const [one, other] = [await officeWithLog(5), await officeWithLog(3)]
    expect(await verify(one)).toMatchObject({ events: 5, lastSeq: 5, fault: null })
    expect(await verify(other)).toMatchObject({ events: 3, lastSeq: 3, fault: null })
  })

  it('takes up several events of one transaction in the order they were written, and none that was rolled back', async () => {
    const office = await officeWithLog(0)
    const ctx = office.as('analyst')
    const entry = { objectKind: 'test', objectId: null }
    await withTenant(service.deps.db, office.tenantId, async (tx) => {
      for (const action of ['a.a', 'a.b', 'a.c']) await audit(tx, ctx, { ...entry, action })
    })
    const undone = withTenant(service.deps.db, office.tenantId, async (tx) => {
      await audit(tx, ctx, { ...entry, action: 'a.lost' })
      throw new Error('Undone.')
    })
    await expect(undone).rejects.toThrow('Undone.')
    expect(await verify(office)).toMatchObject({ events: 3, fault: null })
    const rows = await tamper(
      sql`select action, seq::int from app.audit_events where tenant_id = ${office.tenantId} order by seq`,
    )
    expect(rows).toEqual([
      { action: 'a.a', seq: 1 },
      { action: 'a.b', seq: 2 },
      { action: 'a.c', seq: 3 },
    ])
  })

  it(`has no gap after ${WRITERS} writers of ${EVENTS_OF_A_WRITER} events`, { timeout: 1_800_000 }, async () => {
    const office = await service.createOffice()
    const url = service.database.urls.cmr_app
    const db = openDatabase({ url, max: WRITERS, applicationName: 'test', statementTimeoutMs: 60_000 })
    const writer = async (): Promise<void> => {
      for (let i = 0; i < EVENTS_OF_A_WRITER; i += 1) {
        await withTenant(db, office.tenantId, (tx) =>
          audit(tx, office.system, { action: 'test.write', objectKind: 'test', objectId: null }),
        )
      }
    }
    const began = performance.now()
    await Promise.all(Array.from({ length: WRITERS }, writer))
    const seconds = (performance.now() - began) / 1000
    await db.close()
    const events = WRITERS * EVENTS_OF_A_WRITER
    expect(await verify(office)).toMatchObject({ events, lastSeq: events, fault: null })
    console.log(`figure: ${WRITERS} writers, ${events} entries in ${seconds.toFixed(1)} s, no gap`)
  })
})

describe('what is done to the log past its walls is found at its number', () => {
  const of = (office: Office, seq: number) => sql`tenant_id = ${office.tenantId} and seq = ${seq}`

  it('an event that was changed', async () => {
    const office = await officeWithLog(8)
    await tamper(sql`update app.audit_events set action = 'person.edit' where ${of(office, 6)}`)
    expect(await verify(office)).toMatchObject({ events: 5, fault: { kind: 'changed', seq: 6 } })
  })

  it.each(['at', 'created_at'])('an event whose %s was moved by a microsecond or more', async (column) => {
    const office = await officeWithLog(4)
    const moved = sql`${sql.identifier(column)} = ${sql.identifier(column)} + interval '10001 microseconds'`
    await tamper(sql`update app.audit_events set ${moved} where ${of(office, 3)}`)
    expect(await verify(office)).toMatchObject({ fault: { kind: 'changed', seq: 3 } })
  })

  it('an event that was changed and hashed again', async () => {
    const office = await officeWithLog(8)
    await tamper(sql`update app.audit_events set action = 'person.edit' where ${of(office, 6)}`)
    await tamper(
      sql`update app.audit_events e set hash = sha256(convert_to(app.audit_text(e), 'UTF8')) where ${of(office, 6)}`,
    )
    expect(await verify(office)).toMatchObject({ fault: { kind: 'unlinked', seq: 7 } })
  })

  it('what leaving erased is told apart from what was changed, and only of an office that has left', async () => {
    const office = await officeWithLog(4)
    await tamper(sql`update app.audit_events set purpose = null where ${of(office, 2)}`)
    expect(await verify(office)).toMatchObject({ fault: { kind: 'changed', seq: 2 } })
    await tamper(sql`update app.tenants set state = 'left', left_at = now() where id = ${office.tenantId}`)
    expect(await verify(office)).toMatchObject({ events: 4, erased: 1, fault: null })
    await tamper(sql`update app.audit_events set purpose = 'Other.' where ${of(office, 3)}`)
    expect(await verify(office)).toMatchObject({ fault: { kind: 'changed', seq: 3 } })
  })

  it('an event that was removed', async () => {
    const office = await officeWithLog(8)
    await tamper(sql`delete from app.audit_events where ${of(office, 3)}`)
    expect(await verify(office)).toMatchObject({ events: 2, fault: { kind: 'missing', seq: 3 } })
  })

  it('two events that changed places', async () => {
    const office = await officeWithLog(8)
    await tamper(sql`update app.audit_events set seq = -1 where ${of(office, 4)}`)
    await tamper(sql`update app.audit_events set seq = 4 where ${of(office, 5)}`)
    await tamper(sql`update app.audit_events set seq = 5 where ${of(office, -1)}`)
    expect(await verify(office)).toMatchObject({ fault: { kind: 'changed', seq: 4 } })
  })

  it('an event written past the chain', async () => {
    const office = await officeWithLog(4)
    await withoutTenant(administrator, async (tx) => {
      await tx.execute(sql`alter table app.audit_events disable trigger audit_events_sealed`)
      await tx.execute(sql`insert into app.audit_events (tenant_id, id, actor_kind, action, object_kind, request_id)
        values (${office.tenantId}, ${newId()}, 'system', 'test.past', 'test', 'r')`)
      await tx.execute(sql`alter table app.audit_events enable trigger audit_events_sealed`)
    })
    expect(await verify(office)).toMatchObject({ events: 4, fault: { kind: 'unsealed', seq: 5 } })
  })

  it('a tail that was cut', async () => {
    const office = await officeWithLog(8)
    await tamper(sql`delete from app.audit_events where tenant_id = ${office.tenantId} and seq > 5`)
    expect(await verify(office)).toMatchObject({ events: 5, fault: { kind: 'missing', seq: 6 } })
  })

  it('a tail that was cut with its head, by the head that was kept outside', async () => {
    const office = await officeWithLog(8)
    const { tenantId } = office
    expect(await writeAuditHead(service.deps, { headsRoot, tenantId })).toBe(true)
    await tamper(sql`delete from app.audit_events where tenant_id = ${tenantId} and seq > 5`)
    await tamper(sql`update app.audit_heads h set seq = 5, hash = e.hash from app.audit_events e
      where h.tenant_id = ${tenantId} and e.tenant_id = h.tenant_id and e.seq = 5`)
    expect(await verify(office)).toMatchObject({ events: 5, fault: null })
    const heads = await readAuditHeads(headsRoot, tenantId, service.deps.signer)
    expect(await verify(office, heads)).toMatchObject({ fault: { kind: 'truncated', seq: 6 } })
  })

  it('a log that was emptied', async () => {
    const office = await officeWithLog(3)
    const { tenantId } = office
    await writeAuditHead(service.deps, { headsRoot, tenantId })
    await tamper(sql`delete from app.audit_events where tenant_id = ${tenantId}`)
    await tamper(sql`delete from app.audit_heads where tenant_id = ${tenantId}`)
    const heads = await readAuditHeads(headsRoot, tenantId, service.deps.signer)
    expect(await verify(office, heads)).toMatchObject({ fault: { kind: 'truncated', seq: 1 } })
  })

  it('a log that was made anew, between the heads that were kept outside', async () => {
    const office = await officeWithLog(4)
    const { tenantId } = office
    await writeAuditHead(at('2026-03-01'), { headsRoot, tenantId })
    for (let i = 0; i < 4; i += 1) await writeEvent(office)
    await writeAuditHead(at('2026-03-02'), { headsRoot, tenantId })
    await tamper(sql`update app.audit_events set action = 'person.edit' where ${of(office, 6)}`)
    await tamper(sql`do $$
      declare event app.audit_events; last bytea := decode(repeat('00', 32), 'hex');
      begin
        for event in select * from app.audit_events order by tenant_id, seq loop
          if event.tenant_id::text <> ${sql.raw(`'${tenantId}'`)} then continue; end if;
          update app.audit_events set prev_hash = last where tenant_id = event.tenant_id and id = event.id;
          update app.audit_events e set hash = sha256(convert_to(app.audit_text(e), 'UTF8'))
            where e.tenant_id = event.tenant_id and e.id = event.id returning e.hash into last;
          update app.audit_heads set hash = last where tenant_id = event.tenant_id;
        end loop;
      end $$`)
    expect(await verify(office)).toMatchObject({ events: 8, fault: null })
    const heads = await readAuditHeads(headsRoot, tenantId, service.deps.signer)
    expect(await verify(office, heads)).toMatchObject({ heads: 1, fault: { kind: 'rewritten', seq: 5 } })
  })
})

describe('heads outside the database', () => {
  it('are one a day, and are met on the way', async () => {
    const office = await officeWithLog(2)
    const { tenantId } = office
    expect(await writeAuditHead(at('2026-03-01'), { headsRoot, tenantId })).toBe(true)
    await writeEvent(office)
    expect(await writeAuditHead(at('2026-03-01'), { headsRoot, tenantId })).toBe(false)
    expect(await writeAuditHead(at('2026-03-02'), { headsRoot, tenantId })).toBe(true)
    const heads = await readAuditHeads(headsRoot, tenantId, service.deps.signer)
    expect(heads.map(({ day, seq }) => [day, seq])).toEqual([
      ['2026-03-01', 2],
      ['2026-03-02', 3],
    ])
    expect(await verify(office, heads)).toMatchObject({ heads: 2, fault: null })
  })

  it('are written for every office with a log', async () => {
    const root = join(headsRoot, 'all')
    await officeWithLog(1)
    expect(await writeAuditHeads(service.deps, { headsRoot: root })).toBeGreaterThan(1)
    expect(await writeAuditHeads(service.deps, { headsRoot: root })).toBe(0)
  })

  it('are written for the others when those of one office are damaged, and that is told', async () => {
    const root = join(headsRoot, 'damaged')
    await officeWithLog(1)
    await officeWithLog(1)
    expect(await writeAuditHeads(at('2026-05-01'), { headsRoot: root })).toBeGreaterThan(1)
    const withHeads = new Set(await readdir(root))
    const [first = '', ...others] = (await listOfficeIds(service.deps)).filter((id) => withHeads.has(id))
    await edit(join(root, first, '2026-05-01.json'), '{', '')
    await expect(writeAuditHeads(at('2026-05-02'), { headsRoot: root })).rejects.toMatchObject({
      details: { reason: 'audit-heads-damaged' },
    })
    for (const other of others) expect(await readdir(join(root, other))).toContain('2026-05-02.json')
  })

  it.each([
    ['changed', (root: string, days: string[]) => edit(join(root, days[1] ?? ''), '"seq": 2', '"seq": 1')],
    ['removed from the middle', (root: string, days: string[]) => rm(join(root, days[1] ?? ''), { force: true })],
    ['not JSON', (root: string, days: string[]) => edit(join(root, days[0] ?? ''), '{', '')],
  ])('that were %s are refused', async (_how, damage) => {
    const office = await officeWithLog(1)
    const { tenantId } = office
    const days = ['2026-04-01', '2026-04-02', '2026-04-03']
    for (const day of days) {
      await writeAuditHead(at(day), { headsRoot, tenantId })
      await writeEvent(office)
    }
    await damage(
      join(headsRoot, tenantId),
      days.map((day) => `${day}.json`),
    )
    await expect(readAuditHeads(headsRoot, tenantId, service.deps.signer)).rejects.toMatchObject({
      details: { reason: 'audit-heads-damaged' },
    })
  })

  async function edit(path: string, from: string, to: string): Promise<void> {
    await chmod(path, 0o640)
    const text = await readFile(path, 'utf8')
    expect(text).toContain(from)
    await writeFile(path, text.replace(from, to))
  }
})

describe('after three years', () => {
  /** Makes the events up to a number older, and seals the log again as if it had always been so. */
  async function age({ tenantId }: Office, seq: number, interval: string): Promise<void> {
    await tamper(sql`update app.audit_events set at = now() - ${interval}::interval
      where tenant_id = ${tenantId} and seq <= ${seq}`)
    for (const { seq: number } of await withoutTenant(administrator, (tx) =>
      tx.execute<{ seq: string }>(sql`select seq from app.audit_events where tenant_id = ${tenantId} order by seq`),
    )) {
      await tamper(sql`update app.audit_events e set prev_hash = coalesce((select b.hash from app.audit_events b
        where b.tenant_id = e.tenant_id and b.seq = e.seq - 1), e.prev_hash)
        where e.tenant_id = ${tenantId} and e.seq = ${number}`)
      await tamper(sql`update app.audit_events e set hash = sha256(convert_to(app.audit_text(e), 'UTF8'))
        where e.tenant_id = ${tenantId} and e.seq = ${number}`)
    }
    await tamper(sql`update app.audit_heads h set hash = e.hash from app.audit_events e
      where h.tenant_id = ${tenantId} and e.tenant_id = h.tenant_id and e.seq = h.seq`)
  }

  it('older events go and the rest is still whole; those of two years and 364 days stay', async () => {
    const office = await officeWithLog(6)
    await age(office, 4, '2 years 364 days')
    expect(await purgeAudit(office.system, service.deps)).toBe(0)
    await age(office, 3, '3 years 1 day')
    expect(await verify(office)).toMatchObject({ events: 6, fault: null })
    expect(await purgeAudit(office.system, service.deps)).toBe(3)
    // The purge is an event too.
    expect(await verify(office)).toMatchObject({ events: 4, lastSeq: 7, fault: null })
    await tamper(sql`delete from app.audit_events where tenant_id = ${office.tenantId} and seq = 4`)
    expect(await verify(office)).toMatchObject({ fault: { kind: 'missing', seq: 4 } })
  })

  it('nothing goes under a legal hold', async () => {
    const office = await officeWithLog(3)
    const { tenantId } = office
    await age(office, 2, '4 years')
    const hold = { holdReason: 'Test.', holdAt: new Date(), holdBy: newId() }
    await withTenant(service.deps.db, tenantId, (tx) => tx.insert(tenantSettings).values({ tenantId, ...hold }))
    expect(await purgeAudit(office.system, service.deps)).toBe(0)
    const past = withTenant(service.deps.db, tenantId, (tx) => tx.execute(sql`select app.purge_audit_events()`))
    await expect(past).rejects.toMatchObject({ details: { constraint: 'audit_events_held' } })
    expect(await verify(office)).toMatchObject({ events: 3, fault: null })
  })

  it('a removal before its time is found by a head that was kept outside', async () => {
    const office = await officeWithLog(5)
    const { tenantId } = office
    await writeAuditHead(service.deps, { headsRoot, tenantId })
    await tamper(sql`update app.audit_heads h set anchor_seq = 5, anchor_hash = e.hash from app.audit_events e
      where h.tenant_id = ${tenantId} and e.tenant_id = h.tenant_id and e.seq = 5`)
    await tamper(sql`delete from app.audit_events where tenant_id = ${tenantId}`)
    expect(await verify(office)).toMatchObject({ events: 0, fault: null })
    const heads = await readAuditHeads(headsRoot, tenantId, service.deps.signer)
    expect(await verify(office, heads)).toMatchObject({ fault: { kind: 'removed-early', seq: 5 } })
  })
})
