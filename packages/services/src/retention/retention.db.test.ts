import { createHash } from 'node:crypto'
import { withTenant } from '@cmr/db'
import { purges } from '@cmr/db/schema'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batches, files, results, retention } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'
import { dojFile } from '../test/doj-file.ts'
import { publishBatch, sendBatch } from '../test/drive.ts'
import { openTenantRows, type TenantRows } from '../test/tenant-rows.ts'

let service: TestService
let rows: TenantRows

beforeAll(async () => {
  service = await createService()
  rows = openTenantRows(service.database)
})
afterAll(async () => {
  await rows.close()
  await service.close()
})

const reason = (code: string, name: string) => ({ code, details: { reason: name } })

/** The test's clock says TEST_DAY, 2019-11-11, and the office is in Los Angeles: batches are dated back to it. */
async function age(office: Office, batchId: string, confirmedAt: string): Promise<void> {
  await rows.run(`update app.batches set created_at = '2019-01-01T12:00Z', confirmed_at = '${confirmedAt}'
    where tenant_id = '${office.tenantId}' and id = '${batchId}'`)
}

async function publish(office: Office, name: string) {
  return publishBatch(office, service.deps, { [`${name}.dat`]: dojFile([{ PRI_NAME: `${name},ALMA` }]) })
}

describe('retention', () => {
  it('removes what is older, rows and stored files, keeps the rest, and proves it by counting', async () => {
    const { deps } = service
    const office = await service.createOffice()
    const other = await service.createOffice()
    const admin = office.as('admin')
    // The last minute of the last day that goes, and the first of the first day that stays, in Los Angeles.
    const old = await publish(office, 'OLDPERSON')
    const young = await publish(office, 'YOUNGPERSON')
    await publish(other, 'OTHERPERSON')
    await age(office, old.batchId, '2019-10-12T06:59:59Z')
    await age(office, young.batchId, '2019-10-12T07:00:00Z')
    const theirs = { rows: await rows.hash(other.tenantId), objects: await service.listObjects(other) }
    const before = await service.listObjects(office)
    await expect(retention.previewPurge(admin, deps)).rejects.toMatchObject(reason('PRECONDITION', 'no-retention'))
    await expect(retention.purgeRecords(admin, deps)).rejects.toMatchObject(reason('PRECONDITION', 'no-retention'))
    await retention.setRetention(admin, deps, { days: 30 })
    const preview = await retention.previewPurge(admin, deps)
    expect(preview).toMatchObject({ cutoff: '2019-10-12', held: false, files: 1, people: 1 })
    expect(preview.batches.map(({ id }) => id)).toEqual([old.batchId])

    const { purgeId, cutoff, proof, ...counts } = await retention.purgeRecords(admin, deps)
    expect(counts.removed).toMatchObject({
      batches: 1,
      files: 1,
      subjects: 1,
      charges: 1,
      runs: 1,
      determinations: 1,
      jobs: 2,
    })
    for (const [table, count] of Object.entries(counts.before)) {
      expect(counts.after[table], table).toBe(count - (counts.removed[table] ?? 0))
      // Both batches are alike.
      expect(counts.after[table], table).toBe(count / 2)
    }
    expect(await rows.holding('OLDPERSON')).toEqual([])
    expect(await rows.holding('YOUNGPERSON')).toContain('app.subjects')
    const left = await service.listObjects(office)
    expect([...left, ...counts.objects].sort()).toEqual(before.sort())
    expect(left).toHaveLength(before.length / 2)
    await expect(batches.getBatch(admin, deps, { batchId: old.batchId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await results.listResults(admin, deps, { runId: young.runId })).total).toBe(1)
    expect({ rows: await rows.hash(other.tenantId), objects: await service.listObjects(other) }).toEqual(theirs)

    const [kept] = await withTenant(deps.db, office.tenantId, (tx) => tx.select().from(purges))
    expect(kept).toMatchObject({ id: purgeId, kind: 'retention', cutoff: '2019-10-12', counts, proof })
    const facts = { tenantId: office.tenantId, purgeId, cutoff, ...counts }
    expect(createHash('sha256').update(JSON.stringify(facts)).digest('hex')).toBe(proof)
    for (const action of ['retention.set', 'batch.purge', 'retention.purge'])
      await service.expectAudit(office, { action })
    expect((await retention.getRetention(office.as('auditor'), deps)).purges).toHaveLength(1)
    // Once more: nothing is due any more.
    expect((await retention.purgeRecords(admin, deps)).batches).toEqual([])
  })

  it('removes nothing under a legal hold, whoever asks; the hold is released with a reason', async () => {
    const { deps } = service
    const office = await service.createOffice()
    const admin = office.as('admin')
    const { batchId } = await publish(office, 'HELDPERSON')
    await age(office, batchId, '2019-01-02T00:00Z')
    await retention.setRetention(admin, deps, { days: 1 })
    await retention.placeHold(admin, deps, { reason: 'TEST-CASE-1' })
    await expect(retention.placeHold(admin, deps, { reason: 'again' })).rejects.toMatchObject(
      reason('CONFLICT', 'legal-hold'),
    )
    expect(await retention.previewPurge(admin, deps)).toMatchObject({ held: true, people: 1 })
    await expect(retention.purgeRecords(admin, deps)).rejects.toMatchObject(reason('PRECONDITION', 'legal-hold'))
    // Past the verb: the database refuses by itself.
    const purge = (ids: string, cutoff: string) =>
      withTenant(deps.ingestDb, office.tenantId, (tx) =>
        tx.execute(sql`select app.purge_batches(array[${ids}]::uuid[], ${cutoff}::date)`),
      )
    await expect(purge(batchId, '2019-11-01')).rejects.toMatchObject({ details: { constraint: 'batches_held' } })
    expect(await rows.holding('HELDPERSON')).toContain('app.subjects')
    await retention.releaseHold(admin, deps, { reason: 'case closed' })
    await service.expectAudit(office, { action: 'hold.release', purpose: 'case closed' })
    await expect(retention.releaseHold(admin, deps, { reason: 'x' })).rejects.toMatchObject(
      reason('PRECONDITION', 'no-legal-hold'),
    )
    await expect(purge(batchId, '2019-01-01')).rejects.toMatchObject({ details: { constraint: 'batches_due' } })
    expect((await retention.purgeRecords(admin, deps)).batches).toEqual([batchId])
    expect(await rows.holding('HELDPERSON')).toEqual([])
  })

  it('leaves alone what background work is busy with, and finishes a purge that was broken off', async () => {
    const { deps } = service
    const office = await service.createOffice()
    const admin = office.as('admin')
    const busy = await sendBatch(office, deps, { 'a.dat': dojFile([{}]) })
    const due = await publish(office, 'BROKENPERSON')
    await age(office, busy.batchId, '2019-01-02T00:00Z')
    await age(office, due.batchId, '2019-01-02T00:00Z')
    await retention.setRetention(admin, deps, { days: 1 })
    const failing = { ...deps.store, remove: async () => Promise.reject(new Error('power lost')) }
    await expect(retention.purgeRecords(admin, { ...deps, store: failing })).rejects.toThrow('power lost')
    expect(await rows.holding('BROKENPERSON')).toEqual([])
    const counts = await retention.purgeRecords(admin, deps)
    expect(counts.objects.length).toBeGreaterThan(1)
    // The file that waits for its import.
    expect(await service.listObjects(office)).toHaveLength(1)
    expect((await batches.getBatch(admin, deps, { batchId: busy.batchId })).files).toHaveLength(1)
    // An upload that is on its way is not taken for a leftover.
    const { id: batchId } = await batches.createBatch(admin, deps, {})
    await files.beginUpload(admin, deps, { batchId, name: 'b.dat', size: 1 })
    await retention.purgeRecords(admin, deps)
    expect(await service.listObjects(office)).toHaveLength(2)
  })

  it('belongs to administrators of its office', async () => {
    const { deps } = service
    const office = await service.createOffice()
    const forbidden = { code: 'FORBIDDEN' }
    for (const role of ['analyst', 'attorney', 'auditor'] as const) {
      const ctx = office.as(role)
      await expect(retention.setRetention(ctx, deps, { days: 1 })).rejects.toMatchObject(forbidden)
      await expect(retention.placeHold(ctx, deps, { reason: 'x' })).rejects.toMatchObject(forbidden)
      await expect(retention.releaseHold(ctx, deps, { reason: 'x' })).rejects.toMatchObject(forbidden)
      await expect(retention.previewPurge(ctx, deps)).rejects.toMatchObject(forbidden)
      await expect(retention.purgeRecords(ctx, deps)).rejects.toMatchObject(forbidden)
    }
    await expect(retention.setRetention(office.as('admin'), deps, { days: 0 })).rejects.toMatchObject({
      code: 'VALIDATION',
    })
    const purge = withTenant(deps.db, office.tenantId, (tx) =>
      tx.execute(sql`select app.purge_batches('{}'::uuid[], '2019-11-01'::date)`),
    )
    await expect(purge).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
