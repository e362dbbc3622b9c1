/**
 * Keeps one PostgreSQL server for the process that forked this one. It is a process of its own, in its own group, so
 * that Ctrl-C reaches the server only through its owner, after web and worker have stopped; and when the owner is
 * killed, the broken channel stops the server instead of leaving it behind.
 *
 * Messages in: { start: { dataDir, port, secret, settings } }, then 'stop'.
 * Messages out: { ready: true }, { failed: string }, { log: string }.
 */
import { spawn } from 'node:child_process'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findBinaries } from './binaries.mjs'
import { takeDataFolder } from './data-folder-lock.mjs'
import { unprivilegedAccount } from './unprivileged.mjs'

/** @type {import('node:child_process').ChildProcess | undefined} */
let server
let stopping = false

process.on('message', (message) => {
  if (message === 'stop') return stop()
  start(/** @type {any} */ (message).start).catch((error) => {
    send({ failed: error instanceof Error ? error.message : String(error) }, stop)
  })
})
process.on('disconnect', stop)
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, stop)

/** @param {{ dataDir: string, port: number, secret: string, settings: Record<string, string> }} wanted */
async function start({ dataDir, port, secret, settings }) {
  const { postgres, initdb } = await findBinaries()
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const account = await unprivilegedAccount([postgres, join(dataDir, 'base')])
  await account.own(dataDir)
  await takeDataFolder(dataDir)
  if (!(await exists(join(dataDir, 'PG_VERSION')))) await initialize(account, initdb, dataDir, secret, settings)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const launched = launch(account.command(postgres, ['-D', dataDir, '-p', String(port), ...flags]))
  server = launched
  launched.on('exit', (code) => {
    if (stopping) process.exit(0)
    send({ failed: `The database server ended by itself (exit code ${code}).` }, () => process.exit(1))
  })
  if (stopping) stop()
  for await (const line of createInterface({ input: /** @type {any} */ (launched.stderr) })) {
    send({ log: line })
    if (line.includes('database system is ready to accept connections')) send({ ready: true })
  }
}

/** @param {import('./unprivileged.mjs').Account} account @param {string} initdb @param {string} dataDir @param {string} secret @param {Record<string, string>} settings */
async function initialize(account, initdb, dataDir, secret, settings) {
  const passwordFile = `${dataDir}.password`
  await writeFile(passwordFile, `${secret}\n`, { mode: 0o600 })
  await account.own(passwordFile)
  try {
    const child = launch(
      account.command(initdb, [
        `--pgdata=${dataDir}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(settings.fsync === 'off' ? ['--no-sync'] : []),
      ]),
    )
    let output = ''
    child.stderr?.on('data', (text) => (output += text))
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
    if (code !== 0) throw new Error(`The database folder could not be made: ${output.trim()}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** @param {ReturnType<import('./unprivileged.mjs').Account['command']>} command */
function launch({ command, args, options }) {
  return spawn(command, args, { ...options, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
}

function stop() {
  stopping = true
  if (server === undefined || server.exitCode !== null) process.exit(0)
  server.kill('SIGINT')
}

/** @param {object} message @param {() => void} [sent] */
function send(message, sent = () => {}) {
  if (process.connected) process.send?.(message, undefined, {}, sent)
  else sent()
}

/** @param {string} path */
function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  )
}
