import { ESLint } from 'eslint'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const eslint = new ESLint({ cwd: root, overrideConfigFile: join(import.meta.dirname, 'config.mjs') })

/** @param {string} path @returns {Promise<Record<string, any>>} */
const rulesFor = async (path) => (await eslint.calculateConfigForFile(join(root, path))).rules

/** @param {string} path */
const refusedImports = async (path) =>
  (await rulesFor(path))['no-restricted-imports'][1].patterns.flatMap(
    (/** @type {{ group: string[] }} */ one) => one.group,
  )

const ERROR = 2

test('pure code may not look at the clock, its tests may', async () => {
  expect((await rulesFor('packages/engine/src/compile.ts'))['cmr/no-clock-in-pure-code'][0]).toBe(ERROR)
  expect((await rulesFor('packages/engine/src/compile.test.ts'))['cmr/no-clock-in-pure-code']).toBeUndefined()
  expect((await rulesFor('packages/jobs/src/relay.ts'))['cmr/no-clock-in-pure-code']).toBeUndefined()
})

test('every zone keeps the restrictions that hold everywhere', async () => {
  for (const path of ['packages/record/src/a.ts', 'packages/db/src/a.ts', 'apps/web/app/a.tsx', 'apps/cli/src/a.ts']) {
    expect(await refusedImports(path)).toContain('@cmr/*/src/*')
  }
})

test('a zone refuses what its layer may not know', async () => {
  expect(await refusedImports('jurisdictions/us-ca/src/index.ts')).toContain('node:*')
  expect(await refusedImports('jurisdictions/us-ca/src/index.test.ts')).not.toContain('node:*')
  expect(await refusedImports('jurisdictions/us-ca/src/index.test.ts')).toContain('postgres')
  expect(await refusedImports('packages/auth/src/session.ts')).not.toContain('lucia')
  expect(await refusedImports('packages/services/src/files/get-file.ts')).toContain('lucia')
  expect(await refusedImports('apps/web/app/root.tsx')).toContain('drizzle-orm')
})

test('only env files and tooling read the environment', async () => {
  expect((await rulesFor('apps/web/app/root.tsx'))['cmr/no-process-env'][0]).toBe(ERROR)
  expect((await rulesFor('apps/web/app/env.server.ts'))['cmr/no-process-env'][0]).toBe(0)
  expect((await rulesFor('packages/tooling/bootstrap/test.mjs'))['cmr/no-process-env'][0]).toBe(0)
})

test('a route has a default export and nothing else has', async () => {
  expect((await rulesFor('apps/web/app/routes/$tenant/route.tsx'))['no-restricted-exports'][0]).toBe(0)
  expect((await rulesFor('apps/web/app/components/figure.tsx'))['no-restricted-exports'][0]).toBe(ERROR)
})

test('verbs are guarded and raw SQL lives in one place', async () => {
  const verb = await rulesFor('packages/services/src/batches/create-batch.ts')
  expect(verb['cmr/service-mutation-guards'][0]).toBe(ERROR)
  expect(verb['cmr/no-raw-sql'][0]).toBe(ERROR)
  expect((await rulesFor('packages/db/src/copy-into.ts'))['cmr/no-raw-sql'][0]).toBe(0)
})
