import { ARROWS, EVERYONE_DEV, MARKED_LIBRARIES } from './arrow-table.mjs'
import { runAsScript } from './run-check.mjs'
import { listPackages } from './workspace.mjs'

/** @param {string} pattern @param {string} name */
const matches = (pattern, name) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern)

/** @param {readonly string[]} patterns @param {string} name */
const isListed = (patterns, name) => patterns.some((pattern) => matches(pattern, name))

/** The line of the table that speaks of a package. @param {string} name */
const arrowsOf = (name) => Object.entries(ARROWS).find(([pattern]) => matches(pattern, name))?.[1]

/**
 * One manifest against its line of the table.
 * @param {import('./workspace.mjs').Manifest} manifest @param {import('./arrow-table.mjs').Arrows} arrows
 */
function checkManifest(manifest, arrows) {
  const shipped = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  const onlyDev = Object.keys(manifest.devDependencies ?? {}).filter((name) => !shipped.includes(name))
  const { packages, dev = [], libraries = [] } = arrows
  /** @param {string[]} names @param {readonly string[]} allowed */
  const beyond = (names, allowed) =>
    names
      .filter((name) => name.startsWith('@cmr/') || isListed(MARKED_LIBRARIES, name))
      .filter((name) => !isListed(allowed, name))
  return [
    ...beyond(shipped, [...packages, ...libraries]).map((name) => `${manifest.name} may not depend on ${name}.`),
    ...beyond(onlyDev, [...packages, ...libraries, ...dev, ...EVERYONE_DEV]).map(
      (name) => `${manifest.name} may not depend on ${name}, not even for its tests.`,
    ),
  ]
}

/**
 * Compares every manifest with the arrow table. With pnpm an undeclared import does not resolve, so a manifest is
 * all a package can reach.
 * @type {import('./run-check.mjs').Check}
 */
export const checkArrows = (root) =>
  listPackages(root).flatMap(({ folder, manifest }) => {
    const arrows = arrowsOf(manifest.name)
    if (!arrows) return [`${folder}: ${manifest.name} has no line in packages/tooling/checks/arrow-table.mjs.`]
    return checkManifest(manifest, arrows)
  })

runAsScript(import.meta.url, 'arrows', checkArrows)
