import { compareGenerated, writeGenerated } from './generated-part.mjs'
import { runAsScript } from './run-check.mjs'
import { listPackages, REPOSITORY } from './workspace.mjs'

const PAGE = 'docs/architecture.md'
const PART = 'arrows'

/** Only tests reach these, so the picture leaves them out; the table names them. */
const NOT_SHIPPED = new Set(['@cmr/tooling'])

/** @typedef {{ name: string, folder: string, uses: string[], usesInTests: string[] }} Box */

/** @param {string} name */
const short = (name) => name.replace('@cmr/', '')

/** @param {Record<string, string> | undefined} dependencies */
const workspaceNames = (dependencies) =>
  Object.keys(dependencies ?? {})
    .filter((name) => name.startsWith('@cmr/') && !NOT_SHIPPED.has(name))
    .map(short)
    .sort()

/** @param {string} root @returns {Box[]} */
function readBoxes(root) {
  return listPackages(root)
    .filter(({ manifest }) => !NOT_SHIPPED.has(manifest.name))
    .map(({ folder, manifest }) => {
      const uses = workspaceNames({ ...manifest.dependencies, ...manifest.peerDependencies })
      const usesInTests = workspaceNames(manifest.devDependencies).filter((name) => !uses.includes(name))
      return { name: short(manifest.name), folder, uses, usesInTests }
    })
}

/** How far a package stands above the ones that use nothing. @param {Map<string, Box>} boxes @param {string} name @returns {number} */
const heightOf = (boxes, name) => Math.max(0, ...(boxes.get(name)?.uses ?? []).map((used) => heightOf(boxes, used) + 1))

/** Everything a package reaches through the ones it uses. @param {Map<string, Box>} boxes @param {string} name @returns {Set<string>} */
const reachOf = (boxes, name) =>
  new Set((boxes.get(name)?.uses ?? []).flatMap((used) => [used, ...reachOf(boxes, used)]))

/** The picture leaves out an arrow that a longer way implies; the table beside it has them all. @param {Map<string, Box>} boxes @param {Box} box */
const drawnArrows = (boxes, box) =>
  box.uses.filter((used) => !box.uses.some((other) => other !== used && reachOf(boxes, other).has(used)))

/** @param {string} root */
export function drawArchitecture(root) {
  const boxes = new Map(readBoxes(root).map((box) => [box.name, box]))
  const fromTop = [...boxes.values()].sort(
    (a, b) => heightOf(boxes, b.name) - heightOf(boxes, a.name) || a.name.localeCompare(b.name, 'en'),
  )
  const arrows = fromTop.flatMap((box) => drawnArrows(boxes, box).map((used) => `  ${box.name} --> ${used}`))
  const rows = fromTop.map(({ name, folder, uses, usesInTests }) => {
    const inTests = usesInTests.length === 0 ? '' : ` (tests: ${usesInTests.join(', ')})`
    return `| ${name} | \`${folder}\` | ${uses.join(', ') || '–'}${inTests} |`
  })
  return ['```mermaid', 'flowchart TD', ...fromTop.map(({ name }) => `  ${name}`), ...arrows, '```', '']
    .concat('| Package | Folder | Imports |', '| --- | --- | --- |', ...rows, '')
    .join('\n')
}

/** The picture of packages and arrows agrees with the manifests. @type {import('./run-check.mjs').Check} */
export const checkPicture = (root) => compareGenerated(root, PAGE, PART, drawArchitecture(root))

/** @param {string} root */
export const writePicture = (root) => writeGenerated(root, PAGE, PART, drawArchitecture(root))

if (process.argv.includes('--write') && process.argv[1] === import.meta.filename) writePicture(REPOSITORY)
runAsScript(import.meta.url, 'architecture-picture', checkPicture)
