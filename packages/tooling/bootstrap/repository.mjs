import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root. Works on any Node that can run modules, so that an old one gets a plain message. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** @returns {{ packageManager: string, engines: { node: string } }} */
export const readManifest = () => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

const BUILT = new Set([
  'node_modules',
  '.data',
  '.turbo',
  'build',
  'dist',
  'coverage',
  'test-results',
  'playwright-report',
])

/** Files below a folder, build output left out, relative to the root. @param {string} folder @returns {string[]} */
export function filesBelow(folder) {
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return BUILT.has(entry.name) ? [] : filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

/** One hash over the paths and contents of files. @param {string[]} paths relative to the root */
export function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of [...paths].sort()) {
    const content = readFileSync(join(ROOT, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** A file that remembers for which inputs a piece of work was done. @param {string} path relative to the root */
export function stampFile(path) {
  const file = join(ROOT, path)
  return {
    /** @param {string} hash */
    isFor: (hash) => existsSync(file) && readFileSync(file, 'utf8') === hash,
    /** @param {string} hash */
    set: (hash) => {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, hash)
    },
  }
}
