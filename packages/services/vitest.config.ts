import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['src/**/*.test.ts'], globalSetup: ['../db/src/test/global-setup.ts'], testTimeout: 60_000 },
})
