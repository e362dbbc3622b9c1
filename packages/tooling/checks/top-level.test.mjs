import { expect, test } from 'vitest'
import { makeRepository } from './fixture.mjs'
import { checkTopLevel } from './top-level.mjs'

const complete = {
  LICENSE: '',
  'README.md': '',
  '.editorconfig': '',
  'apps/web/package.json': '{}',
  'docs/architecture.md': '',
  'infra/sql/roles.sql': '',
  'jurisdictions/registry/package.json': '{}',
  'package.json': '{}',
  'packages/db/package.json': '{}',
  'pnpm-lock.yaml': '',
  'pnpm-workspace.yaml': '',
  'turbo.json': '{}',
}

test('the agreed entries and dot-files pass', () => {
  expect(checkTopLevel(makeRepository(complete))).toEqual([])
})

test('a further entry fails', () => {
  expect(checkTopLevel(makeRepository({ ...complete, 'tsconfig.json': '{}' }))).toHaveLength(1)
})

test('a missing entry fails', () => {
  const { LICENSE: _, ...rest } = complete
  expect(checkTopLevel(makeRepository(rest))).toHaveLength(1)
})
