import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sideBySide } from './side-by-side.mjs'

/** A program that does what its argument says. @param {string} text */
function program(text) {
  const folder = mkdtempSync(join(tmpdir(), 'cmr-stages-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'program.mjs'), text)
  return join(folder, 'program.mjs')
}

/** @param {readonly string[]} names @param {number} atOnce @param {string} path */
async function run(names, atOnce, path) {
  /** @type {import('./side-by-side.mjs').Ended[]} */
  const ended = []
  await sideBySide(names, atOnce, (one) => ended.push(one), path)
  return ended
}

test('keeps the output of each apart, on both channels, and its exit code', async () => {
  const path = program(`
    const name = process.argv[2]
    for (let n = 0; n < 3; n += 1) {
      console.log(name)
      await new Promise((done) => setTimeout(done, 5))
      console.error(name)
    }
    process.exitCode = name === 'bad' ? 3 : 0`)
  const ended = await run(['bad', 'good'], 2, path)
  expect(ended.map(({ name, code, output }) => ({ name, code, lines: output.split('\n').sort() }))).toEqual(
    expect.arrayContaining([
      { name: 'bad', code: 3, lines: ['', ...Array.from({ length: 6 }, () => 'bad')] },
      { name: 'good', code: 0, lines: ['', ...Array.from({ length: 6 }, () => 'good')] },
    ]),
  )
})

test('goes on after a failure, in order, and runs no more at once than told', async () => {
  const ended = await run(['a', 'b', 'c'], 1, program(`process.exit(process.argv[2] === 'c' ? 0 : 1)`))
  expect(ended.map(({ name, code }) => `${name} ${code}`)).toEqual(['a 1', 'b 1', 'c 0'])
})

test('counts one that was killed as failed', async () => {
  const [ended] = await run(['a'], 1, program(`process.kill(process.pid, 'SIGKILL')`))
  expect(ended?.code).toBe(1)
})
