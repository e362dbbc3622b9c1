import './require-node.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { argv, execPath, exit } from 'node:process'
import { CASES } from '../../../apps/web/hostile/cases.mjs'
import { buildWeb } from './build-web.mjs'
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs'
import { install } from './install.mjs'
import { ROOT } from './repository.mjs'

/** @typedef {import('../../../apps/web/hostile/cases.mjs').HostileCase} HostileCase */

/** The program of a case, with its arguments. @param {HostileCase} one @returns {string[]} */
function programOf({ kind, file, only }) {
  const filter = only === undefined ? [] : kind === 'e2e' ? ['--grep', only] : ['--testNamePattern', only]
  if (kind === 'e2e') {
    const config = join(ROOT, 'apps/web/e2e/playwright.config.ts')
    return [
      join(ROOT, 'apps/web/node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      config,
      file.split('/').at(-1) ?? '',
      ...filter,
    ]
  }
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  return [vitest, 'run', '--config', 'packages/tooling/vitest.config.ts', '--project', `${kind}*`, file, ...filter]
}

/** @param {HostileCase} one @param {Record<string, string>} env @returns {Promise<{ code: number, output: string }>} */
function runCase(one, env) {
  const child = spawn(execPath, programOf(one), {
    cwd: one.kind === 'e2e' ? join(ROOT, 'apps/web') : ROOT,
    env: { ...process.env, HOSTILE: 'full', NO_COLOR: '1', ...one.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += piece))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? 1, output })))
}

/** What a case measured: its own figures, else how many tests passed. @param {string} output */
function figureOf(output) {
  const figures = [...output.matchAll(/^\s*figure: (.+)$/gm)].map((match) => match[1])
  if (figures.length > 0) return figures.join('; ')
  return /Tests\s+(.+)$/m.exec(output)?.[1] ?? /(\d+ passed)/.exec(output)?.[1] ?? 'nothing was run'
}

const wanted = argv.slice(2)
const unknown = wanted.filter((name) => !(name in CASES))
if (unknown.length > 0) {
  console.error(`Unknown case: ${unknown.join(', ')}. Cases are ${Object.keys(CASES).join(', ')}.`)
  exit(2)
}
const cases = Object.entries(CASES).filter(([name]) => wanted.length === 0 || wanted.includes(name))
/** @type {Record<string, string>} */
const env = {}
const preparations = [install]
if (cases.some(([, { kind }]) => kind === 'e2e')) {
  const chromium = await findChromium()
  if (!chromium) {
    console.error(HOW_TO_GET_CHROMIUM)
    exit(1)
  }
  env['CHROMIUM_PATH'] = chromium.path
  preparations.push(buildWeb)
}
for (const prepare of preparations) {
  const code = await prepare()
  if (code !== 0) exit(code)
}

const began = performance.now()
let failed = 0
for (const [name, one] of cases) {
  const started = performance.now()
  const { code, output } = await runCase(one, env)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (code !== 0) {
    failed += 1
    console.error(output)
  }
  console.log(`${code === 0 ? '✔' : '✖'} ${name}: ${figureOf(output)} (${seconds} s)`)
}
const minutes = (performance.now() - began) / 60_000
console.log(
  `\n${cases.length - failed} of ${cases.length} cases held in ${minutes.toFixed(1)} min, ${(cases.length / minutes).toFixed(1)} cases a minute`,
)
exit(failed === 0 ? 0 : 1)
