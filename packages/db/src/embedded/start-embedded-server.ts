import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '@cmr/errors'
import { roleUrl, type SignInRole } from './cluster-roles.ts'
import { freePort } from './free-port.ts'
import { prepareDatabase, prepareRoles } from './prepare-server.ts'

const KEEPER = fileURLToPath(new URL('./server-process.mjs', import.meta.url))
/** Name of the application's database on an embedded server. */
export const DATABASE = 'cmr'

// Statements and details stay out of the server's log: they may hold record data.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  jit: 'off',
  max_wal_size: '2GB',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

export interface EmbeddedServerOptions {
  /** Kept between starts; made when missing. Files beside it start with the same name. */
  readonly dataDir: string
  /** Wanted port; another free one is taken when it is in use. */
  readonly port?: number
  /** Called with each line of the server's log. */
  readonly log?: (line: string) => void
  /** False for tests: faster, and lost when the machine dies. */
  readonly durable?: boolean
}

export interface EmbeddedServer {
  /** Superuser, for preparing and for tests. The application never uses it. */
  readonly adminUrl: string
  readonly port: number
  /** The address of the application's database for a role. The database is prepared; `migrate` is the caller's. */
  urlFor(role: SignInRole): string
  /** Ends open connections and stops the server; resolves when it is down. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL server that comes with the npm packages, with its roles and an empty database.
 * Runs as any user, root included. The server stops with `stop()`, and also when this process dies; Ctrl-C does not
 * reach it. Throws UNAVAILABLE `embedded-server` with a plain message when it cannot start.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir)
  await mkdir(dirname(dataDir), { recursive: true })
  const secret = await keptSecret(`${dataDir}.secret`)
  const port = await freePort(options.port ?? 0)
  const keeper = fork(KEEPER, [], { detached: true, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const settings = options.durable === false ? { ...SETTINGS, ...FORGETFUL } : SETTINGS
  try {
    keeper.send({ start: { dataDir, port, secret, settings } })
    await untilReady(keeper, options.log)
    const adminUrl = `postgres://postgres:${secret}@127.0.0.1:${port}/postgres`
    await prepareRoles(adminUrl, secret)
    await prepareDatabase(adminUrl, DATABASE)
    keeper.unref()
    keeper.channel?.unref()
    return {
      adminUrl,
      port,
      urlFor: (role) => roleUrl(adminUrl, secret, role, DATABASE),
      stop: () => stop(keeper),
    }
  } catch (error) {
    await stop(keeper)
    throw error
  }
}

async function untilReady(keeper: ChildProcess, log: (line: string) => void = () => {}): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (message: string): void =>
      reject(new AppError('UNAVAILABLE', message, { details: { reason: 'embedded-server' } }))
    keeper.on('message', (message: { ready?: true; failed?: string; log?: string }) => {
      if (message.log !== undefined) log(message.log)
      if (message.failed !== undefined) fail(message.failed)
      if (message.ready) resolve()
    })
    keeper.once('exit', () => fail('The database server did not start.'))
    keeper.on('error', (error) => fail(`The database server did not start: ${error.message}`))
  })
}

async function stop(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return
  keeper.ref()
  const gone = once(keeper, 'exit')
  // A keeper that ends by itself at this moment closes the channel first: then there is nobody left to tell.
  if (keeper.connected) keeper.send('stop', () => {})
  await gone
}

async function keptSecret(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known !== '') return known
  const made = randomBytes(24).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return made
}
