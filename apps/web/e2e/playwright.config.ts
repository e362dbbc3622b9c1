import { defineConfig } from '@playwright/test'

/** Tests over every route: they share two counties that have records, which journeys find empty. */
const ROUTES = ['crawl.spec.ts', 'edges.spec.ts', 'route-matrix.spec.ts']

/**
 * Two workers at once, each of one project with a real stack of its own. CHROMIUM_PATH names the browser; without it
 * Playwright's own is used. Add `--trace on` to look into a failure: recording always would cost every run.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  projects: [
    { name: 'routes', testMatch: ROUTES, workers: 1 },
    { name: 'journeys', testMatch: '*.spec.ts', testIgnore: ROUTES, workers: 1 },
  ],
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    contextOptions: { reducedMotion: 'reduce' },
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
