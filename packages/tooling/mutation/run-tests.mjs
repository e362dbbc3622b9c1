import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import * as vitest from 'vitest'
import { ModuleLoader } from './module-loader.mjs'

/**
 * Runs a package's tests again for each changed file its parent sends, in one process that stays warm; the first test
 * that fails ends it. A change of nothing runs all of them.
 * @typedef {{ path?: string, text?: string }} Change
 * @typedef {object} Verdict
 * @property {string | undefined} failure what failed first; undefined when every test passed
 * @property {number} tests how many were run
 * @property {number} executed how often the changed module was
 */

/** @type {{ root: string, tests: string[], beats: Int32Array }} */
const { root, tests, beats } = workerData
const paths = tests.map((test) => join(root, test))

// The runner behind Vitest, as Vitest finds it: whole runs of Vitest would start a thread for each.
const inside = createRequire(fileURLToPath(import.meta.resolve('vitest')))
/** @type {{ startTests: (files: { filepath: string }[], runner: object) => Promise<{ result?: { state: string, errors?: { message: string }[] } }[]> }} */
const { startTests } = await import(pathToFileURL(inside.resolve('@vitest/runner')).href)

const ofPackage = createRequire(join(root, 'package.json'))
const { dependencies, devDependencies } = ofPackage('./package.json')
// The same people in every run: else a mutant is caught today and not tomorrow.
if ('fast-check' in { ...dependencies, ...devDependencies }) ofPackage('fast-check').configureGlobal({ seed: 1 })

const loader = new ModuleLoader(new Map([['vitest', vitest]]))
/** @type {Map<string, string>} by changed file, the test file that noticed last */
const noticedBy = new Map()

/** @type {string | undefined} */
let failure
let count = 0

/** @param {{ result?: { state: string, errors?: { message: string }[] } }} task */
const messageOf = ({ result }) => result?.errors?.[0]?.message ?? 'failed'

/** @typedef {{ name: string, mode: string, result?: { state: string, errors?: { message: string }[] } }} Task */
const runner = {
  config: {
    root,
    setupFiles: [],
    retry: 0,
    maxConcurrency: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    tags: [],
    sequence: { shuffle: false, concurrent: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
  },
  /** @param {string} path */
  importFile: (path) => loader.load(path),
  /** @param {Task} task */
  onBeforeRunTask(task) {
    if (failure !== undefined) task.mode = 'skip'
  },
  /** @param {Task} task */
  onAfterRunTask(task) {
    Atomics.add(beats, 0, 1)
    if (task.result?.state === 'pass') count++
    if (task.result?.state === 'fail') failure ??= `${task.name}: ${messageOf(task)}`
  },
}

/** Those that load the changed file: the one that noticed last, those beside it, the others. @param {string} changed */
function inOrder(changed) {
  const last = noticedBy.get(changed)
  const rank = (/** @type {string} */ path) => (path === last ? 0 : dirname(path) === dirname(changed) ? 1 : 2)
  return paths.filter((path) => loader.reaches(path, changed)).sort((a, b) => rank(a) - rank(b))
}

/** @param {Change} change @returns {Promise<Verdict>} */
async function run({ path, text }) {
  failure = undefined
  count = 0
  loader.fresh(path, text)
  for (const test of path === undefined ? paths : inOrder(path)) {
    const [file] = await startTests([{ filepath: test }], runner)
    // A file that cannot be loaded, or holds no test, fails as a whole.
    if (file?.result?.state !== 'pass') failure ??= `${test}: ${file ? messageOf(file) : 'no file'}`
    if (failure === undefined) continue
    if (path !== undefined) noticedBy.set(path, test)
    break
  }
  return { failure, tests: count, executed: loader.executed }
}

Atomics.store(beats, 1, 1)
parentPort?.on('message', async (/** @type {Change} */ change) => {
  parentPort?.postMessage(await run(change))
})
