import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeAt } from '@cmr/auth'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { demoSupport } from './seed/demo-offices.ts'
import { demoTotpSecret } from './seed/demo-totp.ts'
import { readLocalSettings } from './serve/settings.ts'
import { main } from '../main.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cmr-admin-'))
  vi.stubEnv('CMR_DATA_DIR', folder)
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') })
})
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

async function cmr(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const terminal = {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
    signal: new AbortController().signal,
  }
  return { code: await main(['admin', ...args], terminal), out, err }
}

it('prints the code of somebody invented, in the folder of a local service', async () => {
  const { masterKey } = await readLocalSettings(folder)
  const secret = demoTotpSecret(Buffer.from(masterKey, 'base64'), demoSupport.email)
  const expected = codeAt(secret, new Date('2026-03-01T12:00:00Z'))
  expect(await cmr('code', demoSupport.email.toUpperCase())).toEqual({ code: 0, out: `${expected}\n`, err: '' })
  vi.setSystemTime(new Date('2026-03-01T12:00:30Z'))
  expect((await cmr('code', demoSupport.email)).out).not.toBe(`${expected}\n`)
})

it('makes nothing in a folder without a local service', async () => {
  expect(await cmr('code', demoSupport.email)).toMatchObject({ code: 2, out: '' })
  expect(await readdir(folder)).toEqual([])
})

it('has no code of anybody else', async () => {
  await readLocalSettings(folder)
  expect(await cmr('code', 'somebody@elsewhere.example')).toMatchObject({ code: 2, out: '' })
})
