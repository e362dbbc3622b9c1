import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [devDependencies]
 * @typedef {{ folder: string, manifest: Manifest }} Package `folder` is relative to the root, with `/`.
 */

/** The repository's root, as seen from this file. */
export const REPOSITORY = join(import.meta.dirname, '../../..')

const GROUPS = ['apps', 'packages', 'jurisdictions']
const NOT_SOURCE = new Set(['node_modules', '.git', '.data', '.turbo', 'build', 'dist', 'coverage'])

/** Every package of the workspace, the root left out, sorted by folder. @param {string} root @returns {Package[]} */
export function listPackages(root) {
  return GROUPS.filter((group) => existsSync(join(root, group)))
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
}

/** @param {string} root @param {string} [folder] @returns {string[]} */
function walk(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : walk(root, path)
    return entry.isFile() ? [path] : []
  })
}

/**
 * Paths of the repository's own files, relative to `root`, sorted: what git tracks or would track, or everything
 * but build output where there is no git.
 * @param {string} root @returns {string[]}
 */
export function listFiles(root) {
  if (!existsSync(join(root, '.git'))) return walk(root).sort()
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path))).sort()
}

/** @param {string} root @param {string} path */
export const readText = (root, path) => readFileSync(join(root, path), 'utf8')

/** Tests and what only tests use. @param {string} path */
export const isTest = (path) => /\.(test|spec)\.(ts|tsx|mjs)$|(^|\/)(tests?|fixtures|e2e)\//.test(path)

/** TypeScript that ships. @param {string} path */
export const isProductCode = (path) =>
  /^(apps|packages|jurisdictions)\/.*\.(ts|tsx)$/.test(path) && !isTest(path) && !path.startsWith('packages/tooling/')
