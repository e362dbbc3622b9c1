import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from './workspace.mjs'

/**
 * A part of a page that is written by a program, between two HTML comments. Prettier leaves what stands between
 * them alone, so that text and program can agree to the letter.
 * @param {string} id
 */
const marks = (id) => ({
  begin: `<!-- prettier-ignore-start -->\n<!-- generated: ${id} -->\n`,
  end: `<!-- end: ${id} -->\n<!-- prettier-ignore-end -->`,
})

/** @param {string} root @param {string} page @param {string} id */
function locate(root, page, id) {
  const text = existsSync(join(root, page)) ? readText(root, page) : ''
  const { begin, end } = marks(id)
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  return from === -1 || to < from ? undefined : { text, from: from + begin.length, to }
}

/**
 * Says whether the part still is what the program would write.
 * @param {string} root @param {string} page @param {string} id @param {string} content ends in a line end
 * @returns {string[]}
 */
export function compareGenerated(root, page, id, content) {
  const part = locate(root, page, id)
  if (!part) return [`${page} has no generated part "${id}".`]
  if (part.text.slice(part.from, part.to) === content) return []
  return [`${page}: the part "${id}" is out of date. Run \`npm run generate\` and read the difference.`]
}

/** Writes the part. @param {string} root @param {string} page @param {string} id @param {string} content */
export function writeGenerated(root, page, id, content) {
  const part = locate(root, page, id)
  if (!part) throw new Error(`${page} has no generated part "${id}".`)
  writeFileSync(join(root, page), part.text.slice(0, part.from) + content + part.text.slice(part.to))
}
