import { runAsScript } from './run-check.mjs'
import { listFiles } from './workspace.mjs'

const ALLOWED = new Set([
  'LICENSE',
  'README.md',
  'apps',
  'docs',
  'infra',
  'jurisdictions',
  'package.json',
  'packages',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'turbo.json',
])

/** The top level holds what the architecture names, and dot-files. @type {import('./run-check.mjs').Check} */
export function checkTopLevel(root) {
  const present = new Set(listFiles(root).map((path) => path.split('/')[0] ?? ''))
  const extra = [...present].filter((name) => !ALLOWED.has(name) && !name.startsWith('.'))
  const missing = [...ALLOWED].filter((name) => !present.has(name))
  return [
    ...extra.map((name) => `${name} has no place at the top level.`),
    ...missing.map((name) => `${name} is missing from the top level.`),
  ]
}

runAsScript(import.meta.url, 'top-level', checkTopLevel)
