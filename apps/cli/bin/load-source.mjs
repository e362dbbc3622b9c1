import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Our TypeScript as JavaScript. Reading the sources one by one takes half a second, and every thread pays it again; so
 * they are bundled once, beside the installed packages, and the bundle is used for as long as no file in it has changed.
 * Where it cannot be kept, the sources are read one by one.
 */
const CLI = fileURLToPath(new URL('..', import.meta.url))
const ROOT = join(CLI, '../..')
const CACHE = join(CLI, 'node_modules/.cache/start')
const RECORD = join(CACHE, 'bundle.json')
const ENTRIES = ['src/main.ts', 'src/evaluate/serve-lane.ts']
/** A file changed this short before a bundle was begun may have changed again without a trace. */
const CLOCK_GRAIN_MS = 20

/** What tells a file from every earlier state of it. @param {string} path below the root */
function stampOf(path) {
  const stats = statSync(join(ROOT, path), { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? 'none' : `${stats.mtimeNs} ${stats.ctimeNs} ${stats.size}`
}

/** The folder of a bundle of the sources as they are now, if there is one. */
function findBundle() {
  if (!existsSync(RECORD)) return undefined
  const { node, id, stamps } = JSON.parse(readFileSync(RECORD, 'utf8'))
  const isFresh = node === process.version && Object.keys(stamps).every((path) => stampOf(path) === stamps[path])
  return isFresh && existsSync(join(CACHE, id)) ? join(CACHE, id) : undefined
}

/** Manifests say which file an import means. @param {string[]} inputs */
function manifestsOf(inputs) {
  const found = new Set(['pnpm-lock.yaml', relative(ROOT, fileURLToPath(import.meta.url))])
  for (const input of inputs) {
    for (let folder = dirname(input); folder !== '.' && !folder.startsWith('..'); folder = dirname(folder)) {
      if (existsSync(join(ROOT, folder, 'package.json'))) found.add(join(folder, 'package.json'))
    }
  }
  return found
}

/** Our packages and zod go into the bundle; everything else stays where it is installed. @type {import('esbuild').Plugin} */
const ownSources = {
  name: 'own-sources',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === ownSources || path.startsWith('node:') || /^(@cmr\/|zod$)/.test(path)) return undefined
      const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: ownSources })
      return found.errors.length > 0 ? found : { path: pathToFileURL(found.path).href, external: true }
    })
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      // Files beside a source are still beside it, not beside the bundle.
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.filename', JSON.stringify(path))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
    }))
  },
}

/** Bundles the sources as they are now. @returns {Promise<string>} the folder */
async function makeBundle() {
  const { build } = await import('esbuild')
  const id = randomUUID()
  const begun = Date.now()
  const { metafile } = await build({
    ...{ absWorkingDir: ROOT, entryPoints: ENTRIES.map((entry) => join(CLI, entry)), plugins: [ownSources] },
    ...{ bundle: true, splitting: true, metafile: true, logLevel: 'silent', legalComments: 'none' },
    ...{ format: 'esm', platform: 'node', target: 'node20', entryNames: '[name]', outExtension: { '.js': '.mjs' } },
    outdir: join(CACHE, id),
  })
  const inputs = Object.keys(metafile.inputs)
  const stamps = Object.fromEntries([...inputs, ...manifestsOf(inputs)].map((path) => [path, stampOf(path)]))
  const isSettled = inputs.every((path) => statSync(join(ROOT, path)).ctimeMs < begun - CLOCK_GRAIN_MS)
  if (isSettled) {
    const draft = join(CACHE, `${id}.json`)
    writeFileSync(draft, JSON.stringify({ id, node: process.version, stamps }))
    renameSync(draft, RECORD)
  }
  return join(CACHE, id)
}

/** Bundles of earlier sources; a process that was started with one may still load a part of it. */
function removeOld() {
  const day = 24 * 60 * 60 * 1000
  for (const name of readdirSync(CACHE)) {
    if (name === basename(RECORD)) continue
    const path = join(CACHE, name)
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < Date.now() - day)
      rmSync(path, { recursive: true, force: true })
  }
}

/** @returns {Promise<string | undefined>} the folder of a bundle; undefined where none can be made */
async function bundleFolder() {
  try {
    const found = findBundle()
    if (found !== undefined) return found
    mkdirSync(CACHE, { recursive: true })
    removeOld()
    return await makeBundle()
  } catch {
    // No place to write to, or sources that do not compile: reading them one by one works, or says what is wrong.
    return undefined
  }
}

/**
 * Imports one of our entry points.
 * @param {string} entry one of `ENTRIES`
 */
export async function loadSource(entry) {
  const folder = await bundleFolder()
  if (folder !== undefined) return import(pathToFileURL(join(folder, basename(entry).replace(/\.ts$/, '.mjs'))).href)
  const { register } = await import('tsx/esm/api')
  register()
  return import(new URL(`../${entry}`, import.meta.url).href)
}
