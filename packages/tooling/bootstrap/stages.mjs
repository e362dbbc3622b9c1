import { join } from 'node:path'
import { buildWeb } from './build-web.mjs'
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs'
import { pnpm, run } from './pnpm.mjs'
import { ROOT } from './repository.mjs'

/** A program of the root's own dependencies. @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} [environment] */
const tool = (name, args, environment = {}) => run(join(ROOT, 'node_modules/.bin', name), args, environment)

/** @param {string} projects */
const vitest = (projects) =>
  tool('vitest', ['run', '--config', 'packages/tooling/vitest.config.ts', '--project', projects])

/** All parts, also after one that failed. @param {(() => Promise<number>)[]} parts @returns {Promise<number>} */
async function everyOne(parts) {
  const codes = []
  for (const part of parts) codes.push(await part())
  return Math.max(...codes)
}

const checks = () =>
  everyOne([
    () => run('node', ['packages/tooling/checks/run.mjs']),
    () =>
      tool('depcruise', ['--config', 'packages/tooling/dependency-cruiser.mjs', 'apps', 'packages', 'jurisdictions']),
    () => tool('knip', ['--config', 'packages/tooling/knip.json']),
  ])

/** ESLint file by file, and oxlint the rules that ask the type checker. @param {number} cores */
const lint = (cores) =>
  everyOne([
    () =>
      tool(
        'oxlint',
        ['--config', 'packages/tooling/eslint/oxlint.json', '--ignore-pattern=**/*.mjs', `--threads=${cores}`, '.'],
        { GOMAXPROCS: String(cores) },
      ),
    () => tool('eslint', ['--config', 'packages/tooling/eslint/config.mjs', '--max-warnings', '0', '.']),
  ])

/** @param {number} cores */
const types = (cores) =>
  pnpm(['exec', 'turbo', 'run', 'types', '--continue', `--concurrency=${cores}`, '--output-logs=errors-only'])

async function e2e() {
  const chromium = await findChromium()
  if (!chromium) {
    console.error(HOW_TO_GET_CHROMIUM)
    return 1
  }
  console.log(`Chromium: ${chromium.path} (${chromium.source})`)
  return pnpm(['--filter', '@cmr/web', 'e2e'], { CHROMIUM_PATH: chromium.path })
}

/**
 * What a test run consists of, in phases. The stages of the first need one core each and nothing of each other, and run
 * side by side, the longest first; each of the others takes the whole machine and runs alone.
 * A stage is told how many cores it may use and answers with an exit code.
 * @type {Record<string, (cores: number) => Promise<number>>[]}
 */
export const PHASES = [
  { lint, types, build: buildWeb, format: () => tool('prettier', ['--check', '--log-level', 'warn', '.']), checks },
  { unit: () => vitest('unit') },
  { db: () => vitest('db*') },
  { e2e },
]

/** Every stage by name. */
export const STAGES = Object.assign({}, ...PHASES)
