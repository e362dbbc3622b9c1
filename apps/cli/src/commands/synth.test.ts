import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runBin } from '../test/run-bin.ts'
import { runMain } from '../test/run-main.ts'
import { makeWorkFolder } from '../test/work-folder.ts'

describe('cmr synth', { timeout: 30_000 }, () => {
  it('writes the same file for the same seed', async () => {
    const work = await makeWorkFolder()
    const hashes: string[] = []
    for (const [name, seed] of [
      ['a', 7],
      ['b', 7],
      ['c', 8],
    ] as const) {
      const args = [
        'synth',
        '--county',
        'LOS ANGELES',
        '--rows',
        '5000',
        '--seed',
        String(seed),
        '--out',
        work.path(name),
      ]
      const { code, out } = await runBin(...args)
      expect(code).toBe(0)
      const bytes = readFileSync(work.path(name))
      expect(JSON.parse(out)).toEqual({ result: 'done', file: work.path(name), rows: 5000, seed, bytes: bytes.length })
      expect(bytes.toString('latin1').trimEnd().split('\n')).toHaveLength(5001)
      hashes.push(createHash('sha256').update(bytes).digest('hex'))
    }
    expect(hashes[0]).toBe(hashes[1])
    expect(hashes[2]).not.toBe(hashes[0])
  })

  it.each([
    [['--rows', '10'], '--county is missing'],
    [['--county', 'YOLO', '--rows', 'many'], '--rows must be a whole number'],
    [['--county', 'YOLO', '--rows', '10', '--seed', '-1'], '--seed'],
    [['--county', 'NARNIA', '--rows', '10'], 'has no county of that name'],
  ])('refuses %j', async (args, message) => {
    const work = await makeWorkFolder()
    const { code, err } = await runMain('synth', ...args, '--out', work.path('x.csv'))
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(existsSync(work.path('x.csv'))).toBe(false)
  })

  it('leaves nothing behind when the place cannot be written to', async () => {
    const work = await makeWorkFolder()
    const { code, err } = await runMain(
      'synth',
      '--county',
      'YOLO',
      '--rows',
      '10',
      '--out',
      work.path('no/such/x.csv'),
    )
    expect(code).toBe(2)
    expect(err).toContain('The folder above it does not exist.')
    expect(readdirSync(work.path('.'))).toEqual([])
  })
})
