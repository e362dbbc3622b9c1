import { defineConfig } from '@playwright/test'

/** One worker, and one real stack a project: the matrix fills both counties, which other specs find empty. CHROMIUM_PATH names the browser; without it Playwright's own is used. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  projects: [
    { name: 'pages', testMatch: '*.spec.ts', testIgnore: 'route-matrix.spec.ts' },
    { name: 'matrix', testMatch: 'route-matrix.spec.ts' },
  ],
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
