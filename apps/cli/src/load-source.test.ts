import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { makeWorkFolder, type WorkFolder } from './test/work-folder.ts'

const CLI = fileURLToPath(new URL('..', import.meta.url))
const LONG_AGO = new Date('2020-01-01')
const CACHE = 'apps/cli/node_modules/.cache/start'

/** A repository of three sources with the real loader. */
async function prepare(): Promise<WorkFolder> {
  const work = await makeWorkFolder()
  mkdirSync(work.path('apps/cli/src/evaluate'), { recursive: true })
  mkdirSync(work.path('apps/cli/node_modules'))
  for (const name of ['esbuild', 'tsx']) {
    symlinkSync(`${CLI}node_modules/${name}`, work.path(`apps/cli/node_modules/${name}`))
  }
  cpSync(`${CLI}bin/load-source.mjs`, work.path('apps/cli/bin/load-source.mjs'))
  writeFileSync(work.path('apps/cli/package.json'), '{ "type": "module" }')
  writeFileSync(work.path('apps/cli/src/evaluate/serve-lane.ts'), 'export const lane: string = "a lane"\n')
  writeFileSync(
    work.path('apps/cli/src/main.ts'),
    "import { word } from './word.ts'\nexport const said: string = `${word} at ${import.meta.url.split('/').at(-1)}`\n",
  )
  setWord(work, 'one')
  return work
}

/** Changes a source, which keeps its length and its time of change. */
function setWord(work: WorkFolder, word: string): void {
  const path = work.path('apps/cli/src/word.ts')
  writeFileSync(path, `export const word = '${word}'\n`)
  utimesSync(path, LONG_AGO, LONG_AGO)
}

/** What the sources say when they are loaded. */
async function start(work: WorkFolder): Promise<string> {
  const code = `const { loadSource } = await import(${JSON.stringify(work.path('apps/cli/bin/load-source.mjs'))})
    console.log((await loadSource('src/main.ts')).said)`
  return (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code])).stdout.trim()
}

function bundleId(work: WorkFolder): unknown {
  return (JSON.parse(readFileSync(work.path(`${CACHE}/bundle.json`), 'utf8')) as { id: unknown }).id
}

describe('loadSource', { timeout: 60_000 }, () => {
  it('bundles the sources once, and anew as soon as one has changed, also when size and time say nothing', async () => {
    const work = await prepare()
    expect(await start(work)).toBe('one at main.ts')
    const id = bundleId(work)
    expect(await start(work)).toBe('one at main.ts')
    expect(bundleId(work)).toBe(id)
    setWord(work, 'two')
    expect(await start(work)).toBe('two at main.ts')
    expect(bundleId(work)).not.toBe(id)
  })

  it('reads the sources one by one where it cannot keep a bundle', async () => {
    const work = await prepare()
    writeFileSync(work.path('apps/cli/node_modules/.cache'), 'in the way')
    expect(await start(work)).toBe('one at main.ts')
    expect(existsSync(work.path(CACHE))).toBe(false)
  })

  it('makes a new bundle when the one it kept is gone', async () => {
    const work = await prepare()
    await start(work)
    for (const name of readdirSync(work.path(CACHE))) {
      if (name !== 'bundle.json') cpSync(work.path(`${CACHE}/${name}`), work.path('elsewhere'), { recursive: true })
    }
    writeFileSync(work.path(`${CACHE}/bundle.json`), '{ "node": "v0", "id": "gone", "stamps": {} }')
    expect(await start(work)).toBe('one at main.ts')
    expect(bundleId(work)).not.toBe('gone')
  })
})
