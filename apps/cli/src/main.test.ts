import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXIT_CODE_HELP } from './exit-codes.ts'
import { runBin } from './test/run-bin.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

describe('cmr', { timeout: 30_000 }, () => {
  it('explains itself, its exit codes included', async () => {
    const { code, out } = await runBin('--help')
    expect(code).toBe(0)
    for (const [exitCode, meaning] of EXIT_CODE_HELP)
      expect(out).toMatch(new RegExp(`^ +${exitCode} +${meaning.slice(0, 20)}`, 'm'))
    for (const command of ['evaluate', 'synth', 'bench']) expect(out).toContain(`  ${command} `)
  })

  it('explains each command', async () => {
    for (const command of ['evaluate', 'synth', 'bench']) {
      const { code, out } = await runBin(command, '--help')
      expect(code).toBe(0)
      expect(out.startsWith(`Usage: cmr ${command} `)).toBe(true)
    }
  })

  it('says its version', async () => {
    expect(await runBin('version')).toEqual({ code: 0, out: manifest.version + '\n', err: '' })
  })

  it('refuses to guess', async () => {
    expect(await runBin('evalute')).toMatchObject({
      code: 2,
      err: 'cmr: there is no command evalute.\nSee: cmr --help\n',
    })
    expect((await runBin()).code).toBe(2)
  })
})
