import { watch } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { exports } from './index.ts'
import { createService, type Office, type TestService } from './test/create-office.ts'
import { dojFile } from './test/doj-file.ts'
import { publishBatch } from './test/drive.ts'

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
let service: TestService
let office: Office
let folder: string

beforeAll(async () => {
  service = await createService()
  office = await service.createOffice()
  folder = await mkdtemp(join(tmpdir(), 'cmr-temporary-'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await service.close()
  await rm(folder, { recursive: true, force: true })
})

it('from upload to export, nothing is written to temporary folders, and no path has a name that somebody gave', async () => {
  vi.stubEnv('TMPDIR', folder)
  expect(tmpdir()).toBe(folder)
  const seen: (string | null)[] = []
  const watcher = watch(folder, (_event, name) => seen.push(name))
  await publishBatch(office, service.deps, { '../../TESTNAME.dat': dojFile([{ PRI_NAME: 'TESTPERSON,ALMA' }]) })
  const { body } = await exports.exportOffice(office.as('admin'), service.deps, { recipient: 'Test', purpose: 'test' })
  for await (const piece of body) expect(piece.length).toBeGreaterThan(0)
  // The watcher is at work: this one it sees.
  await writeFile(join(folder, 'seen'), '')
  await expect.poll(() => seen).toContain('seen')
  watcher.close()
  expect(new Set(seen)).toEqual(new Set(['seen']))
  const { objects, keys } = service.folders
  const paths = [objects, keys].map((root) => readdir(root, { recursive: true }))
  const names = (await Promise.all(paths)).flat()
  expect(names.length).toBeGreaterThan(4)
  for (const name of names) expect(name).toMatch(new RegExp(`^${office.tenantId}(/${UUID}(\\.tail|\\.head)?)?$`))
})
