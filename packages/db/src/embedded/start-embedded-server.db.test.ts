import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '../open-database.ts'
import { migrate } from '../migrate.ts'
import { createTenant } from '../test/create-tenant.ts'
import { startEmbeddedServer, type EmbeddedServer } from './start-embedded-server.ts'

const require = createRequire(import.meta.url)

let folder: string
let dataDir: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cmr-embedded-'))
  // A clone in a private folder, which another account may not enter.
  await chmod(folder, 0o700)
  dataDir = join(folder, 'deep', 'postgres')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function tenantCount(server: EmbeddedServer): Promise<number> {
  const url = new URL(server.adminUrl)
  url.pathname = '/cmr'
  const sql = postgres(url.href, { max: 1 })
  const [row] = await sql`select count(*)::int as n from app.tenants`
  await sql.end()
  return Number(row?.['n'])
}

test('keeps its data and secrets between starts, finds another port, refuses a second owner, survives a stale lock', async () => {
  const first = await startEmbeddedServer({ dataDir, durable: false })
  await migrate(first.urlFor('cmr_migrator'))
  await migrate(first.urlFor('cmr_migrator'))
  const db = openDatabase({ url: first.urlFor('cmr_app'), max: 1, applicationName: 'test', statementTimeoutMs: 5_000 })
  await createTenant(db)
  await db.close()

  await expect(startEmbeddedServer({ dataDir, durable: false })).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    details: { reason: 'embedded-server' },
  })
  const other = await startEmbeddedServer({ dataDir: join(folder, 'other'), port: first.port, durable: false })
  expect(other.port).not.toBe(first.port)
  await other.stop()
  await first.stop()

  await writeFile(join(dataDir, 'postmaster.pid'), '999999\n')
  const again = await startEmbeddedServer({ dataDir, port: first.port, durable: false })
  expect(await tenantCount(again)).toBe(1)
  await again.stop()
  await again.stop()
})

test('ends the server of an owner and keeper that were killed, and starts with its data', async () => {
  const first = await startEmbeddedServer({ dataDir, durable: false })
  const keeper = Number(await readFile(`${dataDir}.keeper`, 'utf8'))
  process.kill(keeper, 'SIGKILL')
  const again = await startEmbeddedServer({ dataDir, durable: false })
  expect(await tenantCount(again)).toBe(1)
  await first.stop()
  await again.stop()
})

test('the server stops when its owner is killed', async () => {
  const script = `
    import { startEmbeddedServer } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    await startEmbeddedServer({ dataDir: ${JSON.stringify(dataDir)}, durable: false })
    process.kill(process.pid, 'SIGKILL')`
  const file = join(folder, 'owner.mts')
  await writeFile(file, script)
  const tsx = pathToFileURL(require.resolve('tsx')).href
  const signal = await new Promise((resolve) => {
    execFile(process.execPath, ['--import', tsx, file], (error) => resolve(error?.signal))
  })
  expect(signal).toBe('SIGKILL')
  const keeper = Number(await readFile(`${dataDir}.keeper`, 'utf8'))
  await vi.waitFor(() => expect(() => process.kill(keeper, 0)).toThrow('ESRCH'), { timeout: 20_000 })
  await expect(stat(join(dataDir, 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' })
  const again = await startEmbeddedServer({ dataDir, durable: false })
  expect(await tenantCount(again)).toBe(1)
  await again.stop()
})
