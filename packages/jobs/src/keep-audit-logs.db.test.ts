import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Client } from 'pg'
import { expect, test } from 'vitest'

import { keepAuditLogs } from './keep-audit-logs.ts'
import { createOffice } from './test/create-office.ts'

test('an office keeps a signed end of its log outside the database, and nothing older than three years', async () => {
  const office = await createOffice('Sacramento')
  const headsRoot = await mkdtemp(join(tmpdir(), 'cmr-heads-'))
  const admin = new Client({ connectionString: office.adminUrl })
  await admin.connect()
  const { id } = office.ctx.tenant
  const oldest = async () => {
    const { rows } = await admin.query<{ seq: string; action: string }>(
      'select seq, action from app.audit_events where tenant_id = $1 order by seq',
      [id],
    )
    return rows
  }
  await keepAuditLogs(office.deps, headsRoot)
  expect(await readdir(join(headsRoot, id))).toHaveLength(1)
  const before = await oldest()
  expect(before[0]).toMatchObject({ seq: '1', action: 'tenant.create' })

  // Only somebody with the database in their hands can move time; the chain is not asked about it here.
  await admin.query("set session_replication_role = 'replica'")
  await admin.query("update app.audit_events set at = at - interval '3 years 1 day' where tenant_id = $1 and seq = 1", [
    id,
  ])
  await keepAuditLogs(office.deps, headsRoot)
  const after = await oldest()
  expect(after.map(({ action }) => action)).not.toContain('tenant.create')
  expect(after.at(-1)?.action).toBe('audit.purge')

  await admin.end()
  await rm(headsRoot, { recursive: true, force: true })
  await office.close()
}, 120_000)
