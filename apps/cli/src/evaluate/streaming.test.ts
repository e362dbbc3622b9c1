import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { BIN, runBin } from '../test/run-bin.ts'
import { evaluateArgs, OPTIONS } from '../test/sample-file.ts'
import { makeWorkFolder, type WorkFolder } from '../test/work-folder.ts'

const ROWS = 150_000

async function prepare(rows: number): Promise<{ work: WorkFolder; args: string[] }> {
  const work = await makeWorkFolder()
  const file = work.path('input.csv')
  await runBin('synth', '--county', 'SAN JOAQUIN', '--rows', String(rows), '--out', file)
  return { work, args: [...evaluateArgs(await work.write('options.json', OPTIONS), work.path('out')), file] }
}

describe('cmr evaluate on a large file', { timeout: 120_000 }, () => {
  it('does not hold the file in memory', async () => {
    const { args } = await prepare(ROWS)
    const { code, out } = await runBin(...args)
    expect(code).toBe(0)
    const { rows, peakMemoryBytes } = JSON.parse(out) as { rows: number; peakMemoryBytes: number }
    expect(rows).toBe(ROWS)
    // The process alone takes about 130 MB; input and results of this run are 75 and 115 MB.
    expect(peakMemoryBytes).toBeLessThan(300e6)
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
