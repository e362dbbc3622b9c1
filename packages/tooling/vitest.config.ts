import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '../..')
const databaseTests = '**/*.db.test.ts'
const elsewhere = ['**/node_modules/**', '**/build/**', '**/.data/**', 'apps/web/e2e/**']

/** One configuration for every package, so that `verify` and `verify:db` are one process each. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx', '**/*.test.mjs'],
          exclude: [databaseTests, ...elsewhere],
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'db',
          include: [databaseTests],
          exclude: elsewhere,
          globalSetup: join(root, 'packages/db/src/test/global-setup.ts'),
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
