import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkErrorCodes, listReasons, writeErrorCodes } from './error-codes.mjs'
import { makeRepository } from './fixture.mjs'

const page =
  '<!-- prettier-ignore-start -->\n<!-- generated: reasons -->\n<!-- end: reasons -->\n<!-- prettier-ignore-end -->\n'
const source = `
  export type UploadReason = 'too-large' | 'too-many'
  const cell = { reason: 'not an error' }
  throw new AppError('VALIDATION', 'No.', { details: { reason: empty ? 'empty-file' : 'binary-file', line: 1 } })
  throw new AppError('LIMIT', 'No.', { details: { reason } })`
const repository = () =>
  makeRepository({
    'docs/error-codes.md': page,
    'packages/intake/src/refuse.ts': source,
    'packages/jobs/src/state.ts': "export type RejectionReason = 'duplicate-file'",
    'packages/intake/src/refuse.test.ts': "throw new AppError('LIMIT', '', { details: { reason: 'only-tested' } })",
  })

test('lists reasons thrown and reasons declared, and nothing else', () => {
  const listed = listReasons(repository())
  expect(listed).toContain('| empty-file | VALIDATION | `packages/intake/src/refuse.ts` |')
  expect(listed).toContain('| binary-file | VALIDATION |')
  expect(listed).toContain('| too-large | LIMIT |')
  expect(listed).toContain('| duplicate-file | – |')
  expect(listed).not.toMatch(/not an error|only-tested/)
})

test('a new reason, and one that is gone, fail until the page is written again', () => {
  const root = repository()
  writeErrorCodes(root)
  expect(checkErrorCodes(root)).toEqual([])
  writeFileSync(join(root, 'packages/intake/src/refuse.ts'), source.replace('too-many', 'too-few'))
  expect(checkErrorCodes(root)).toHaveLength(1)
})
