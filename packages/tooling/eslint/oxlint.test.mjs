import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { expect, test } from 'vitest'
import { makeRepository } from '../checks/fixture.mjs'

const root = join(import.meta.dirname, '../../..')
const program = join(createRequire(join(root, 'package.json')).resolve('oxlint/package.json'), '../bin/oxlint')

/** What each line is refused for, by file. @param {Record<string, string>} files @returns {string[]} `line rule`, sorted */
function lint(files) {
  const settings = { compilerOptions: { target: 'ES2022', module: 'ESNext', strict: true }, include: ['**/*.ts'] }
  const folder = makeRepository({ ...files, 'tsconfig.json': settings })
  const config = join(import.meta.dirname, 'oxlint.json')
  const { stdout } = spawnSync(execPath, [program, '--config', config, '--format', 'unix', folder], {
    cwd: root,
    encoding: 'utf8',
  })
  return [...stdout.matchAll(/^[^:\n]+:(\d+):\d+: .*\((.+)\)\]$/gm)].map(([, line, rule]) => `${line} ${rule}`).sort()
}

const BROKEN = `
declare function ask(): Promise<number>
export async function a() { ask() }
export async function b() { await 3 }
export async function c() { try { return ask() } catch { return 1 } }
export function d() { if (ask()) return 1; return 2 }
export function e(of: 'a' | 'b') { switch (of) { case 'a': return 1 } return 2 }
export function f(text: string) { return (text as string).length }
export function g() { throw ask() }
`

test('every rule that needs types refuses its subject, a thrown promise only in the pages', () => {
  const everywhere = [
    '3 no-floating-promises',
    '4 await-thenable',
    '5 return-await',
    '6 no-misused-promises',
    '7 switch-exhaustiveness-check',
    '8 no-unnecessary-type-assertion',
  ]
  expect(lint({ 'packages/a.ts': BROKEN })).toEqual(everywhere)
  expect(lint({ 'apps/web/app/a.ts': BROKEN })).toEqual([...everywhere, '9 only-throw-error'])
})
