import { execFile } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const USER = 'postgres'

/**
 * @typedef {object} Account how to start the server's programs
 * @property {(file: string, args: string[]) => { command: string, args: string[], options: { uid?: number, gid?: number } }} command
 * @property {(path: string) => Promise<void>} own gives a file or folder to the account
 */

/**
 * PostgreSQL refuses to run as root. For an ordinary user this changes nothing; for root it names the account
 * `postgres`, made when missing. Where that account cannot walk into the folders (a clone under a private folder),
 * the programs get the one capability that lets them.
 * @param {string[]} paths what the account must reach
 * @returns {Promise<Account>}
 */
export async function unprivilegedAccount(paths) {
  if (process.getuid?.() !== 0) {
    return { command: (file, args) => ({ command: file, args, options: {} }), own: async () => {} }
  }
  const { uid, gid } = await account()
  const own = (/** @type {string} */ path) => chown(path, uid, gid)
  const closed = (await Promise.all(paths.map((path) => closedFolder(path, uid)))).find(
    (folder) => folder !== undefined,
  )
  if (closed === undefined) return { command: (file, args) => ({ command: file, args, options: { uid, gid } }), own }
  await run('setpriv', ['--version']).catch(() => {
    throw new Error(
      `The database cannot run as root, and its account "${USER}" may not enter ${closed}. ` +
        `Move the folder, run as an ordinary user, or allow entering it: chmod o+x ${closed}`,
    )
  })
  const flags = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
    '--',
  ]
  return { command: (file, args) => ({ command: 'setpriv', args: [...flags, file, ...args], options: {} }), own }
}

async function account() {
  const known = await ids().catch(() => undefined)
  if (known) return known
  await run('groupadd', ['--force', USER])
  await run('useradd', ['--gid', USER, '--no-create-home', '--shell', '/usr/sbin/nologin', USER])
  return ids()
}

async function ids() {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, USER])).stdout)))
  return { uid: Number(uid), gid: Number(gid) }
}

/** @param {string} path @param {number} uid @returns {Promise<string | undefined>} */
async function closedFolder(path, uid) {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid: owner } = await stat(folder)
    if ((mode & 0o001) === 0 && owner !== uid) return folder
    if (folder === dirname(folder)) return undefined
  }
}
