import { runAsScript } from './run-check.mjs'
import { isTest, listFiles, readText } from './workspace.mjs'

const TEXT = /\.(ts|tsx|mjs|js|json|ya?ml|sql|md|scss|css|html|sh|toml)$|(^|\/)\.[a-z]+$|^\.ci\//
const ABSOLUTE = /(?<![\w.~}@*-])\/(?:home|root|srv|mnt|work|workspace|Users)\/[\w.-]+/
const TEMPORARY = /(?<![\w.~}@*-])\/tmp\b/
const REGISTRY =
  /\b(?:https?:\/\/)?(?:registry|npm|verdaccio|artifactory|nexus)\.[\w-]+\.[a-z]{2,}(?::\d+)?\b|^\s*tarball:/i
const ITSELF = /^packages\/tooling\/checks\/portability(\.test)?\.mjs$/

/** @param {string} path @param {string} line */
function troubleIn(path, line) {
  if (ABSOLUTE.test(line)) return 'names a folder of one machine'
  if (TEMPORARY.test(line) && !isTest(path)) return 'names a temporary folder; ask the system for one'
  if (REGISTRY.test(line)) return 'names a package registry'
  return undefined
}

/** The repository works anywhere: it names no machine's folders and no registry. @type {import('./run-check.mjs').Check} */
export const checkPortability = (root) =>
  listFiles(root)
    .filter((path) => TEXT.test(path) && !ITSELF.test(path))
    .flatMap((path) =>
      readText(root, path)
        .split('\n')
        .flatMap((line, index) => {
          const trouble = troubleIn(path, line)
          return trouble === undefined ? [] : [`${path}:${index + 1} ${trouble}.`]
        }),
    )

runAsScript(import.meta.url, 'portability', checkPortability)
