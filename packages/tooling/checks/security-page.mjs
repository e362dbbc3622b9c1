import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runAsScript } from './run-check.mjs'
import { readText } from './workspace.mjs'

const PAGE = 'docs/security.md'
/** A test the page names: `path/of.test.ts`, and behind it the beginning of a title in curly quotes, if any. */
const NAMED = /`([^`\s]+\.(?:test|spec)\.(?:ts|tsx|mjs)|[^`\s]+\.conformance\.ts)`((?:,? “[^”]+”)*)/g
const TITLE = /“([^”]+)”/g

/** A quotation mark within a title may be typed either way. @param {string} text */
const plain = (text) => text.replaceAll('’', "'").replace(/\s+/g, ' ')

/**
 * Every test the security page names exists, by file and by the words of its title, and every control of its table
 * names one. @type {import('./run-check.mjs').Check}
 */
export const checkSecurityPage = (root) => {
  if (!existsSync(join(root, PAGE))) return [`${PAGE} is missing.`]
  const text = readText(root, PAGE)
  return [...missingTests(root, text), ...untestedControls(text)]
}

/** @param {string} root @param {string} text */
function missingTests(root, text) {
  return [...text.matchAll(NAMED)].flatMap(([, path = '', titles = '']) => {
    if (!existsSync(join(root, path))) return [`${PAGE} names ${path}, which does not exist.`]
    const source = plain(readText(root, path))
    return [...titles.matchAll(TITLE)]
      .map(([, title = '']) => title)
      .filter((title) => !source.includes(plain(title)))
      .map((title) => `${PAGE}: ${path} has no test “${title}”.`)
  })
}

/** Rows of the table of controls without a test. @param {string} text */
function untestedControls(text) {
  const from = text.indexOf('\n## Controls')
  const to = text.indexOf('\n## ', from + 1)
  const rows = text.slice(from, to === -1 ? undefined : to).split('\n')
  return rows
    .filter((row) => row.startsWith('|') && !/^\| (Control|-)/.test(row))
    .filter((row) => row.match(NAMED) === null)
    .map((row) => `${PAGE}: “${row.split('|')[1]?.trim()}” names no test.`)
}

runAsScript(import.meta.url, 'security-page', checkSecurityPage)
