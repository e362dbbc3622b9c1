import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findMutants } from './find-mutants.mjs'
import { judge } from './judge.mjs'

const RULE = `export const isOld = (years: number): boolean => years >= 50
export function sum(to: number): number {
  let all = 0
  for (let at = to; at > 0; at -= 1) all += at
  return all
}
`
const TEST = `import { describe, expect, it } from 'vitest'
import { isOld, sum } from '../src/rule.ts'
describe('a rule', () => {
  it.each([[49, false], [50, true]])('at %i', (years, old) => expect(isOld(years)).toBe(old))
  it('adds', () => expect(sum(3)).toBe(6))
})
`
/** @type {string | undefined} */
let root

/** A package in a folder of its own. @param {Record<string, string>} files */
function packageOf(files) {
  root = mkdtempSync(join(tmpdir(), 'mutation-'))
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

afterEach(() => {
  if (root !== undefined) rmSync(root, { recursive: true, force: true })
})

/** @param {string} test @param {{ rule?: string, other?: string }} [texts] */
async function verdictsOf(test, { rule = RULE, other = '' } = {}) {
  const folder = packageOf({ 'src/rule.ts': rule, 'src/other.ts': other, 'tests/rule.test.ts': test })
  const texts = new Map([
    ['src/rule.ts', rule],
    ['src/other.ts', other],
  ])
  const mutants = [...texts].flatMap(([file, text]) => findMutants(file, text))
  const verdicts = await judge({
    root: folder,
    tests: ['tests/rule.test.ts'],
    texts,
    mutants,
    jobs: 1,
    say: () => undefined,
    stuckAfterMs: 5000,
  })
  return Object.fromEntries(verdicts.map(({ mutant, verdict }) => [mutant.change, verdict]))
}

describe('judging mutants', () => {
  it('says which the tests notice, which never end, and which survive', async () => {
    const rule = RULE.replace('at -= 1', 'at -= 1 - 0')
    expect(await verdictsOf(TEST, { rule })).toEqual({
      '>= to >': 'caught',
      '50 to 51': 'caught',
      '0 to 1': 'caught',
      '> to >=': 'survives',
      '1 to 2': 'caught',
      // A step of nothing.
      '0 to 1 (2)': 'stuck',
    })
  })

  it('refuses tests that fail with nothing broken', async () => {
    await expect(verdictsOf(TEST.replace('toBe(6)', 'toBe(7)'))).rejects.toThrow(/fail though nothing is broken: adds/)
  })

  it('refuses a mutant of a file no test loads', async () => {
    await expect(verdictsOf(TEST, { other: 'export const a = 1 < 2' })).rejects.toThrow(/other.ts.*executed 0 times/)
  })
})
