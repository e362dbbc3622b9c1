import { openDatabase, withoutTenant } from '@cmr/db'
import { createTestDatabase } from '@cmr/db/test'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { requireWalls } from './require-walls.ts'

it('a process starts on a sound database and not on one with a gap in its walls', async () => {
  const database = await createTestDatabase()
  const open = (url: string) => openDatabase({ url, max: 1, applicationName: 'walls test', statementTimeoutMs: 30_000 })
  const [app, administrator] = [open(database.urls.cmr_app), open(database.adminUrl)]
  try {
    await expect(requireWalls(app)).resolves.toBeUndefined()
    await withoutTenant(administrator, (tx) => tx.execute(sql`alter table app.runs no force row level security`))
    await expect(requireWalls(app)).rejects.toMatchObject({
      code: 'PRECONDITION',
      message: expect.stringContaining('app.runs'),
    })
  } finally {
    await Promise.all([app.close(), administrator.close()])
    await database.drop()
  }
})
