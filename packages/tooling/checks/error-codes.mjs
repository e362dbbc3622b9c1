import { reasonsIn } from './error-reasons.mjs'
import { compareGenerated, writeGenerated } from './generated-part.mjs'
import { runAsScript } from './run-check.mjs'
import { isProductCode, listFiles, readText, REPOSITORY } from './workspace.mjs'

const PAGE = 'docs/error-codes.md'
const PART = 'reasons'

/** @param {(string | undefined)[]} values */
const distinct = (values) => [...new Set(values.filter((value) => value !== undefined))].sort()

/** @param {string} root */
export function listReasons(root) {
  const found = listFiles(root)
    .filter(isProductCode)
    .flatMap((path) => reasonsIn(path, readText(root, path)))
  const rows = distinct(found.map(({ reason }) => reason)).map((reason) => {
    const uses = found.filter((use) => use.reason === reason)
    const where = distinct(uses.map(({ path }) => path)).map((path) => `\`${path}\``)
    return `| ${reason} | ${distinct(uses.map(({ code }) => code)).join(', ') || '–'} | ${where.join('<br>')} |`
  })
  return ['| Reason | Code | Where |', '| --- | --- | --- |', ...rows, ''].join('\n')
}

/** The page of error codes lists every reason the product gives, and no other. @type {import('./run-check.mjs').Check} */
export const checkErrorCodes = (root) => compareGenerated(root, PAGE, PART, listReasons(root))

/** @param {string} root */
export const writeErrorCodes = (root) => writeGenerated(root, PAGE, PART, listReasons(root))

if (process.argv.includes('--write') && process.argv[1] === import.meta.filename) writeErrorCodes(REPOSITORY)
runAsScript(import.meta.url, 'error-codes', checkErrorCodes)
