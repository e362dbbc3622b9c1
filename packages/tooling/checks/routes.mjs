import { compareGenerated, writeGenerated } from './generated-part.mjs'
import { listMounts, listRoutes } from './route-manifest.mjs'
import { runAsScript } from './run-check.mjs'
import { listVerbs } from './service-verbs.mjs'
import { REPOSITORY } from './workspace.mjs'

const PAGE = 'docs/routes.md'

/** @param {string[]} head @param {string[][]} rows */
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')

/** @param {string} root @returns {Record<string, string>} */
function parts(root) {
  const routes = listRoutes(root).routes.map(({ path, does, access, needs, background, page, also }) => [
    `\`${path}\``,
    does,
    access,
    [needs, ...also].join(', '),
    background ? 'background' : page ? 'page' : 'file or data',
  ])
  const mounts = listMounts(root).map(({ path, methods, access, needs }) => [`\`${path}\``, methods, access, needs])
  const verbs = listVerbs(root).map(({ verb, needs }) => [verb, needs])
  return {
    routes: table(['Address', 'Does', 'For', 'Needs', 'Kind'], routes),
    mounts: table(['Address', 'Methods', 'For', 'Needs'], mounts),
    verbs: table(['Verb', 'Needs'], verbs),
  }
}

/**
 * Every loader and action says who may use it, every service verb asks for a permission, and the page of routes is
 * what the code says. @type {import('./run-check.mjs').Check}
 */
export const checkRoutes = (root) => [
  ...listRoutes(root).problems,
  ...listVerbs(root)
    .filter(({ needs }) => needs === '')
    .map(({ verb, file }) => `${file}: the verb ${verb} asks for no permission.`),
  ...Object.entries(parts(root)).flatMap(([id, content]) => compareGenerated(root, PAGE, id, content)),
]

/** @param {string} root */
export function writeRoutes(root) {
  for (const [id, content] of Object.entries(parts(root))) writeGenerated(root, PAGE, id, content)
}

if (process.argv.includes('--write') && process.argv[1] === import.meta.filename) writeRoutes(REPOSITORY)
if (process.argv.includes('--json') && process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify({ routes: listRoutes(REPOSITORY).routes, mounts: listMounts(REPOSITORY) }))
  process.exit(0)
}
runAsScript(import.meta.url, 'routes', checkRoutes)
