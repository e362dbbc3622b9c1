import { expect, test } from 'vitest'
import { makeRepository } from './fixture.mjs'
import { checkStateNames } from './state-names.mjs'

test('a state may be named where it lives, where data is planted, in tests and in pages', () => {
  const root = makeRepository({
    'jurisdictions/us-ca/src/index.ts': "export const id = 'us-ca'",
    'packages/db/src/seed/demo-tenants.ts': "export const jurisdiction = 'us-ca'",
    'packages/engine/src/compile.test.ts': '// California',
    'apps/web/e2e/upload.spec.ts': '// prop64',
    'docs/architecture.md': 'California',
    'packages/storage/src/s3.ts': "export const region = 'us-east-1'",
  })
  expect(checkStateNames(root)).toEqual([])
})

test.each([
  ['packages/services/src/runs/start-run.ts', "if (jurisdiction === 'us-ca') return"],
  ['apps/web/app/root.tsx', '<h1>California</h1>'],
  ['apps/cli/src/commands/evaluate.ts', "const fallback = 'prop64-reference'"],
  ['apps/web/app/terms.ts', 'export const prop_64 = 1'],
  ['infra/sql/roles.sql', '-- for Illinois'],
])('%s may not say %s', (path, text) => {
  expect(checkStateNames(makeRepository({ [path]: text }))).toHaveLength(1)
})
