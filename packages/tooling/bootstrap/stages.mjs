import { join } from 'node:path'
import { buildWeb } from './build-web.mjs'
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs'
import { pnpm, run } from './pnpm.mjs'
import { ROOT } from './repository.mjs'

/** A program of the root's own dependencies. @param {string} name @param {string[]} args */
const tool = (name, args) => run(join(ROOT, 'node_modules/.bin', name), args)

/** @param {string} project */
const vitest = (project) =>
  tool('vitest', ['run', '--config', 'packages/tooling/vitest.config.ts', '--project', project])

async function checks() {
  const parts = [
    () => run('node', ['packages/tooling/checks/run.mjs']),
    () =>
      tool('depcruise', ['--config', 'packages/tooling/dependency-cruiser.mjs', 'apps', 'packages', 'jurisdictions']),
    () => tool('knip', ['--config', 'packages/tooling/knip.json']),
  ]
  const codes = []
  for (const part of parts) codes.push(await part())
  return Math.max(...codes)
}

async function e2e() {
  const chromium = await findChromium()
  if (!chromium) {
    console.error(HOW_TO_GET_CHROMIUM)
    return 1
  }
  console.log(`Chromium: ${chromium.path} (${chromium.source})`)
  return pnpm(['--filter', '@cmr/web', 'e2e'], { CHROMIUM_PATH: chromium.path })
}

/** What a test run consists of, in order; each answers with an exit code. @type {Record<string, () => Promise<number>>} */
export const STAGES = {
  format: () => tool('prettier', ['--check', '--log-level', 'warn', '.']),
  lint: () => tool('eslint', ['--config', 'packages/tooling/eslint/config.mjs', '--max-warnings', '0', '.']),
  types: () => pnpm(['exec', 'turbo', 'run', 'types', '--continue', '--concurrency=2', '--output-logs=errors-only']),
  checks,
  unit: () => vitest('unit'),
  db: () => vitest('db'),
  build: buildWeb,
  e2e,
}
