import { writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { argv, send } from 'node:process'
import { context } from 'esbuild'
import { createVitest } from 'vitest/node'

/**
 * Runs a package's tests again for each changed file its parent sends; the first test file that fails ends it. Each test
 * file is bundled with our own sources, because a new worker then loads one file and not some hundred.
 * @typedef {{ path: string, text: string }} Change
 */
const [root = '', ...tests] = argv.slice(2)
const BUNDLES = 'mutation-bundles'

const bundle = await context({
  absWorkingDir: root,
  // Beside `tests`, so that a test finds its fixtures where it looks for them.
  entryPoints: tests.map((path) => ({ in: path, out: path.replace(/\.ts$/, '').replaceAll('/', '-') })),
  outdir: BUNDLES,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['vitest', 'zod', 'fast-check', 'yaml'],
  logLevel: 'silent',
})
await bundle.rebuild()

const vitest = await createVitest('test', {
  root: join(root, BUNDLES),
  config: false,
  watch: false,
  include: ['*.test.js'],
  pool: 'threads',
  maxWorkers: 1,
  fileParallelism: false,
  testTimeout: 60_000,
  bail: 1,
  reporters: [{ onInit() {} }],
})
const found = await vitest.globTestSpecifications()
const inOrder = tests.flatMap((path) => {
  const name = path.replace(/\.ts$/, '.js').replaceAll('/', '-')
  return found.filter(({ moduleId }) => moduleId.endsWith(`/${name}`))
})

/** Whether a test fails, or the package cannot be built or loaded at all. Tests beside the changed file run first. @param {string} path */
async function fails(path) {
  try {
    await bundle.rebuild()
  } catch {
    return true
  }
  for (const { moduleId } of inOrder) vitest.invalidateFile(moduleId)
  const folder = `${dirname(relative(root, path)).replaceAll('/', '-')}-`
  const isBeside = (/** @type {{ moduleId: string }} */ { moduleId }) => basename(moduleId).startsWith(folder)
  for (const spec of [...inOrder].sort((a, b) => Number(isBeside(b)) - Number(isBeside(a)))) {
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([spec])
    // The answer holds every file run so far, with what it came to then.
    const module = testModules.find(({ moduleId }) => moduleId === spec.moduleId)
    if (unhandledErrors.length > 0 || module?.ok() !== true) return true
  }
  return false
}

process.on('message', async (/** @type {Change} */ { path, text }) => {
  writeFileSync(path, text)
  send?.call(process, { failed: await fails(path) })
})
process.on('disconnect', () => process.exit(0))
send?.call(process, { ready: true })
