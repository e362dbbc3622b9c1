import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { env, getuid, platform } from 'node:process'
import { pathToFileURL } from 'node:url'
import { pnpm, run } from './pnpm.mjs'
import { ROOT } from './repository.mjs'

/** @typedef {{ path: string, source: string }} Chromium */

const PROGRAM_FILES = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
  (folder) => folder !== undefined,
)
const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...PROGRAM_FILES.map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
]

/** A download without the system's libraries is there and does not run. @param {string} path */
function starts(path) {
  if (!existsSync(path)) return false
  return platform === 'win32' || spawnSync(path, ['--version'], { timeout: 30_000, stdio: 'ignore' }).status === 0
}

/** @param {string[]} paths @param {string} source @returns {Chromium | undefined} */
function firstThatStarts(paths, source) {
  const path = paths.find(starts)
  return path === undefined ? undefined : { path, source }
}

/** Where Playwright keeps its own download, whether or not it is there. @returns {Promise<string[]>} */
async function playwrightPaths() {
  const require = createRequire(join(ROOT, 'apps/web/package.json'))
  const { chromium } = await import(pathToFileURL(require.resolve('@playwright/test')).href)
  return [chromium.executablePath()]
}

async function downloadWithPlaywright() {
  console.log('No Chromium found; asking Playwright to download one.')
  await pnpm(['--filter', '@cmr/web', 'exec', 'playwright', 'install', 'chromium'])
  return firstThatStarts(await playwrightPaths(), 'downloaded by Playwright')
}

async function installFromDebian() {
  if (platform !== 'linux' || getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log('Installing the Debian package chromium.')
  if ((await run('apt-get', ['update'])) !== 0) return undefined
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' })
  return firstThatStarts(SYSTEM_PATHS, 'the Debian package')
}

/**
 * A Chromium that runs: the one CHROMIUM_PATH names, an installed one, Playwright's, or one fetched now.
 * @returns {Promise<Chromium | undefined>}
 */
export async function findChromium() {
  const named = env.CHROMIUM_PATH ? firstThatStarts([env.CHROMIUM_PATH], 'CHROMIUM_PATH') : undefined
  return (
    named ??
    firstThatStarts(SYSTEM_PATHS, 'installed on this machine') ??
    firstThatStarts(await playwrightPaths(), "Playwright's download") ??
    (await downloadWithPlaywright()) ??
    (await installFromDebian())
  )
}

export const HOW_TO_GET_CHROMIUM =
  'No Chromium found: install your system\'s "chromium" package, or set CHROMIUM_PATH to a Chrome or Chromium.'
