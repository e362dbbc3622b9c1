import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/**
 * A repository of the given files in a folder of its own, removed when the test ends.
 * @param {Record<string, string | object>} files by path; an object is written as JSON
 * @returns {string} its root
 */
export function makeRepository(files) {
  const root = mkdtempSync(join(tmpdir(), 'cmr-checks-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}
