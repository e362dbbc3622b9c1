/** Starts the whole service on this machine for browser tests; prints one JSON line when ready; SIGTERM and the end of its input stop it. */
import { createUser, seedTotp, setMembership, setPersonnel } from '@cmr/auth'
import { migrate } from '@cmr/db'
import { startEmbeddedServer } from '@cmr/db/embedded'
import { openServices, tenants } from '@cmr/services'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { randomBytes, randomUUID } from 'node:crypto'
import { OFFICES, PASSWORD, PEOPLE, SUPPORT, totpSecret } from './people.ts'
import { writeSampleFiles } from './sample-files.ts'

const WEB = fileURLToPath(new URL('../../server.ts', import.meta.url))
const WORKER = fileURLToPath(new URL('../../../../packages/jobs/src/start-worker.ts', import.meta.url))
const WEB_FOLDER = fileURLToPath(new URL('../..', import.meta.url))

const folder = await mkdtemp(join(tmpdir(), 'cmr-e2e-'))
const database = await startEmbeddedServer({ dataDir: join(folder, 'postgres'), durable: false })
const children: ChildProcess[] = []
let stopping = false
const stop = async (code: number) => {
  if (stopping) return
  stopping = true
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await database.stop()
  if (code === 0) await rm(folder, { recursive: true, force: true })
  process.exit(code)
}
process.on('SIGTERM', () => void stop(0))
process.on('SIGINT', () => void stop(0))
// Ends when the tests do, however they end.
process.stdin.resume().once('end', () => void stop(0))
await migrate(database.urlFor('cmr_migrator'))
// Held until the server takes it, so that two stacks that start together have two.
const held = createServer().listen(0, '127.0.0.1')
await once(held, 'listening')
const { port } = held.address() as AddressInfo
const origin = `http://localhost:${port}`
const masterKey = randomBytes(32)
const totpKey = randomBytes(20).toString('hex')
await mkdir(join(folder, 'tmp'))
const shared = {
  ...process.env,
  // What the service leaves in a temporary folder can be looked through.
  TMPDIR: join(folder, 'tmp'),
  NODE_ENV: 'production' as const,
  DEPLOYMENT: 'local',
  DATABASE_URL: database.urlFor('cmr_app'),
  INGEST_DATABASE_URL: database.urlFor('cmr_ingest'),
  AUTH_DATABASE_URL: database.urlFor('cmr_auth'),
  STORAGE_URL: pathToFileURL(join(folder, 'objects')).href,
  KEYS_ROOT: join(folder, 'keys'),
  MASTER_KEY: masterKey.toString('base64'),
}
const users = await seed()
await writeSampleFiles(join(folder, 'files'))
start('worker', WORKER, {
  ...shared,
  JOBS_DATABASE_URL: database.urlFor('cmr_jobs'),
  AUDIT_HEADS_ROOT: join(folder, 'audit-heads'),
})
held.close()
const web = start('web', WEB, { ...shared, HOST: '127.0.0.1', PORT: String(port), PUBLIC_ORIGIN: origin })
await answering()
const administrator = new URL(database.adminUrl)
administrator.pathname = new URL(shared.AUTH_DATABASE_URL).pathname
const databases = { auth: shared.AUTH_DATABASE_URL, admin: administrator.href }
process.stdout.write(`${JSON.stringify({ origin, folder, totpKey, databases, users, webPid: web.pid })}\n`)

/** Makes the offices and everybody in them; answers with the people's ids by their addresses. */
async function seed(): Promise<Record<string, string>> {
  const services = openServices({
    databaseUrl: shared.DATABASE_URL,
    ingestDatabaseUrl: shared.INGEST_DATABASE_URL,
    authDatabaseUrl: shared.AUTH_DATABASE_URL,
    pool: 2,
    applicationName: 'browser tests',
    statementTimeoutMs: 30_000,
    storageUrl: shared.STORAGE_URL,
    keysRoot: shared.KEYS_ROOT,
    masterKey,
  })
  const made: Record<string, string> = {}
  const ids = new Map<string, string>()
  for (const office of OFFICES) {
    const id = randomUUID()
    ids.set(office.slug, id)
    await tenants.ensureTenant(services.deps, {
      ...office,
      id,
      jurisdiction: 'us-ca',
      timeZone: 'America/Los_Angeles',
      requestId: 'browser-tests',
    })
  }
  // Yesterday everywhere: a day that has not come yet would count as not trained.
  const day = new Date(Date.now() - 2 * 24 * 3_600_000).toISOString().slice(0, 10)
  const dates = { trainingOn: day, agreementOn: day }
  for (const { email, name, office, roles } of Object.values(PEOPLE)) {
    const userId = await createUser(services.auth, { email, name, password: PASSWORD })
    made[email] = userId
    await setMembership(services.auth, userId, ids.get(office) ?? '', roles, dates)
    await seedTotp(services.auth, userId, totpSecret(totpKey, email))
  }
  const support = await createUser(services.auth, { ...SUPPORT, password: PASSWORD, staff: 'support' })
  made[SUPPORT.email] = support
  await setPersonnel(services.auth, support, dates)
  await seedTotp(services.auth, support, totpSecret(totpKey, SUPPORT.email))
  await services.close()
  return made
}

function start(name: string, script: string, env: NodeJS.ProcessEnv) {
  const log = createWriteStream(join(folder, `${name}.log`))
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: WEB_FOLDER,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  child.once('exit', () => void stop(1))
  children.push(child)
  return child
}

async function answering(): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The web server did not answer within four minutes.')
}
