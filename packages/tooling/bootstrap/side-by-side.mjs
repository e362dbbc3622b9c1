import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { execPath, stdout } from 'node:process'

/** @typedef {{ name: string, code: number, seconds: number, output: string }} Ended */

/** @param {string} program @param {string} name @returns {Promise<Ended>} */
function runOne(program, name) {
  const color = stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const child = spawn(execPath, [program, name], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...color },
  })
  const started = performance.now()
  /** @type {Buffer[]} */
  const pieces = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => pieces.push(piece))
  return new Promise((resolve) => {
    const end = (/** @type {number} */ code, extra = '') => {
      const seconds = (performance.now() - started) / 1000
      resolve({ name, code, seconds, output: Buffer.concat(pieces).toString() + extra })
    }
    child.on('error', (error) => end(1, `did not start: ${error.message}\n`))
    child.on('close', (code) => end(code ?? 1))
  })
}

/**
 * Runs a module once for each name, as its argument, so many at a time, in the order of the names. Says each one's end as
 * it comes; what fails does not stop the others.
 * @param {readonly string[]} names
 * @param {number} atOnce
 * @param {(ended: Ended) => void} onEnd
 * @param {string} [program] the module's path
 */
export async function sideBySide(names, atOnce, onEnd, program = join(import.meta.dirname, 'stage.mjs')) {
  const waiting = [...names]
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) onEnd(await runOne(program, name))
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, names.length) }, lane))
}
