import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm } from './pnpm.mjs'
import { filesBelow, hashFiles, ROOT, stampFile } from './repository.mjs'

const stamp = stampFile('.data/web-build')

/** Builds the web app, unless its sources are those of the last build. @returns {Promise<number>} exit code */
export async function buildWeb() {
  const sources = ['apps/web', 'packages', 'jurisdictions'].flatMap(filesBelow)
  const hash = hashFiles([
    'pnpm-lock.yaml',
    ...sources.filter((path) => !/\.(test|spec)\.|^packages\/tooling\/|^apps\/web\/(e2e|hostile)\//.test(path)),
  ])
  if (stamp.isFor(hash) && existsSync(join(ROOT, 'apps/web/build/server/index.js'))) return 0
  const code = await pnpm(['--filter', '@cmr/web', 'build'])
  if (code === 0) stamp.set(hash)
  return code
}
