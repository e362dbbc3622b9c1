import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '../..')
const databaseTests = '**/*.db.test.ts'
const elsewhere = ['**/node_modules/**', '**/build/**', '**/.data/**', 'apps/web/e2e/**']

/** Database tests that put a spy in place of a module, and so need modules of their own. */
const spied = ['packages/auth/src/sign-in/sign-in.db.test.ts', 'packages/auth/src/sign-in/guesses.db.test.ts']

const database = {
  globalSetup: join(root, 'packages/db/src/test/global-setup.ts'),
  // One more than there are cores: some wait for a process or a pause.
  maxWorkers: 3,
  testTimeout: 60_000,
  hookTimeout: 120_000,
}

/** One configuration for every package, so that `verify` and `verify:db` are one process each. */
export default defineConfig({
  root,
  test: {
    projects: [
      // Files share the modules of a worker process, here and below: importing them anew costs more than many a test.
      {
        root,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx', '**/*.test.mjs'],
          exclude: [databaseTests, ...elsewhere],
          maxWorkers: 2,
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: { ...database, name: 'db', include: [databaseTests], exclude: [...elsewhere, ...spied], isolate: false },
      },
      { root, test: { ...database, name: 'db-spied', include: spied, exclude: elsewhere } },
    ],
  },
})
