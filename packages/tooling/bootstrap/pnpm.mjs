import { spawn } from 'node:child_process'
import { argv, exit, platform } from 'node:process'
import { pathToFileURL } from 'node:url'
import { readManifest, ROOT } from './repository.mjs'

/**
 * Runs a program at the root with this terminal and waits for it. Without a shell, except on Windows, where npm's
 * programs are scripts that only a shell can start.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [environment] beside the present one
 * @returns {Promise<number>} its exit code; 1 when it was killed or could not be started
 */
export function run(command, args, environment = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: platform === 'win32',
    env: { ...process.env, ...environment },
  })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} did not start: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/**
 * Runs the pnpm that package.json names, fetched by npm when the machine has none.
 * @param {string[]} args @param {NodeJS.ProcessEnv} [environment]
 */
export const pnpm = (args, environment = {}) =>
  run('npx', ['--yes', readManifest().packageManager, ...args], {
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    ...environment,
  })

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) exit(await pnpm(argv.slice(2)))
