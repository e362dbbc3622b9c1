import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { BIN, runBin } from '../test/run-bin.ts'
import { evaluateArgs, OPTIONS } from '../test/sample-file.ts'
import { makeWorkFolder, type WorkFolder } from '../test/work-folder.ts'

const ROWS = 150_000

/** Of all result files; the summary holds how long the run took. */
function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.csv')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

async function prepare(rows: number): Promise<{ work: WorkFolder; args: string[] }> {
  const work = await makeWorkFolder()
  const file = work.path('input.csv')
  await runBin('synth', '--county', 'SAN JOAQUIN', '--rows', String(rows), '--out', file)
  return { work, args: [...evaluateArgs(await work.write('options.json', OPTIONS), work.path('out')), file] }
}

describe('cmr evaluate on a large file', { timeout: 120_000 }, () => {
  it('does not hold the file in memory, and comes to the same on several threads', async () => {
    const { work, args } = await prepare(ROWS)
    const hashes: string[] = []
    for (const [threads, limit] of [
      [1, 200e6],
      [3, 400e6],
    ] as const) {
      const { code, out } = await runBin(...args, '--threads', String(threads))
      expect(code).toBe(0)
      const { rows, peakMemoryBytes } = JSON.parse(out) as { rows: number; peakMemoryBytes: number }
      expect(rows).toBe(ROWS)
      // Of this the process alone takes 80 MB, and each thread 50; input and results together are 190 MB.
      expect(peakMemoryBytes).toBeLessThan(limit)
      hashes.push(hashOf(work.path('out')))
    }
    expect(hashes[1]).toBe(hashes[0])
  })

  it('leaves nothing half-written when it is stopped', async () => {
    const { work, args } = await prepare(ROWS)
    const out = work.path('out')
    mkdirSync(out)
    const child = spawn(process.execPath, [BIN, ...args], { stdio: 'ignore' })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    while (!readdirSync(out).some((name) => name.endsWith('.partial')) && child.exitCode === null) await setTimeout(5)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(readdirSync(out)).toEqual([])
  })
})
