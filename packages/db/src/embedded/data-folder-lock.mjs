import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PATIENCE_MS = 20_000
const KEEPER = 'server-process.mjs'

/**
 * Makes a data folder ours: refuses when another live keeper has it, ends a server whose keeper was killed, and removes
 * a lock file that belongs to no server any more.
 * @param {string} dataDir
 */
export async function takeDataFolder(dataDir) {
  const keeperFile = `${dataDir}.keeper`
  const keeper = await readPid(keeperFile)
  if (keeper !== undefined && keeper !== process.pid && (await commandOf(keeper)).includes(KEEPER)) {
    throw new Error('Another copy of this service is using the database folder. Stop it first.')
  }
  await writeFile(keeperFile, String(process.pid))
  await endOrphan(join(dataDir, 'postmaster.pid'))
}

/** @param {string} lockFile */
async function endOrphan(lockFile) {
  const server = await readPid(lockFile)
  if (server === undefined) return
  if ((await commandOf(server)).includes('postgres')) {
    signal(server, 'SIGINT')
    const deadline = Date.now() + PATIENCE_MS
    while ((await commandOf(server)).includes('postgres')) {
      if (Date.now() > deadline) throw new Error(`The database of an earlier start (process ${server}) does not stop.`)
      await sleep(100)
    }
  }
  await rm(lockFile, { force: true })
}

/** @param {string} file */
async function readPid(file) {
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

/** The command line of a process, or an empty text when there is no such process. @param {number} pid */
async function commandOf(pid) {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}
