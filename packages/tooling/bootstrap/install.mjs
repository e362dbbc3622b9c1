import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm } from './pnpm.mjs'
import { filesBelow, hashFiles, ROOT, stampFile } from './repository.mjs'

const stamp = stampFile('node_modules/.cmr-install')

function inputs() {
  const manifests = ['apps', 'packages', 'jurisdictions']
    .flatMap(filesBelow)
    .filter((path) => path.endsWith('/package.json'))
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]
}

/** Installs what the lock file says, unless that was already done for these manifests. @returns {Promise<number>} exit code */
export async function install() {
  const hash = hashFiles(inputs())
  if (stamp.isFor(hash) && existsSync(join(ROOT, 'node_modules/.bin'))) return 0
  const code = await pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false'])
  if (code === 0) stamp.set(hash)
  return code
}
