import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runAsScript } from './run-check.mjs'
import { listFiles, readText } from './workspace.mjs'

const CITED = /`((?:apps|packages|jurisdictions|infra|docs|\.ci)\/[^`\s]*)`/g
const LINK = /\]\(([^)\s]+)\)/g

/** The part of a path before a placeholder: `docs/changes/<slug>.md` cites `docs/changes`; us-xx is any state. @param {string} path */
function beforePlaceholder(path) {
  const steps = path.replace(/[#?].*$/, '').split('/')
  const open = steps.findIndex((step) => /[<*{…$]|^us-xx$/.test(step))
  return (open === -1 ? steps : steps.slice(0, open)).join('/')
}

/** @param {string} root @param {string} page */
function pathsCitedIn(root, page) {
  const text = readText(root, page).replace(/^```[\s\S]*?^```/gm, '')
  const cited = [...text.matchAll(CITED)].map((match) => match[1] ?? '')
  const linked = [...text.matchAll(LINK)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map((target) => join(dirname(page), target))
  return [...cited, ...linked].map(beforePlaceholder)
}

/** Every repository path a page cites exists. Limits: whole paths only; a bare file name is not looked for. @type {import('./run-check.mjs').Check} */
export const checkDocRefs = (root) =>
  listFiles(root)
    .filter((path) => path.endsWith('.md') && (path.startsWith('docs/') || path.endsWith('README.md')))
    .flatMap((page) =>
      pathsCitedIn(root, page)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${page} cites ${path}, which does not exist.`),
    )

runAsScript(import.meta.url, 'doc-refs', checkDocRefs)
