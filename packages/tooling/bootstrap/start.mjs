import './require-node.mjs'
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { execPath, exit, platform } from 'node:process'
import { pathToFileURL } from 'node:url'
import { buildWeb } from './build-web.mjs'
import { install } from './install.mjs'
import { ROOT } from './repository.mjs'

for (const step of [install, buildWeb]) {
  const code = await step()
  if (code !== 0) exit(code)
}

const tsx = createRequire(join(ROOT, 'apps/cli/package.json')).resolve('tsx')
// In a process group of its own, so that Ctrl-C reaches the service once, through us, and not a second time from the
// terminal. The channel closes when this process dies for whatever reason; the service stops then too.
const service = spawn(execPath, ['--import', pathToFileURL(tsx).href, 'apps/cli/src/admin/serve.ts'], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  detached: platform !== 'win32',
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => service.kill(signal))
service.on('exit', (code) => exit(code ?? 1))
