import { expect, test } from 'vitest'
import { makeRepository } from './fixture.mjs'
import { checkSecurityPage } from './security-page.mjs'

const page = (/** @type {string} */ row) =>
  `# Security\n\n## Controls\n\n| Control | How | Test |\n| --- | --- | --- |\n${row}\n\n## Open\n\n| x | y |\n`
const problems = (/** @type {string} */ row) =>
  checkSecurityPage(
    makeRepository({
      'docs/security.md': page(row),
      'packages/a/src/b.test.ts': "it('keeps a county’s rows apart', …)",
    }),
  )

test.each([
  '| Walls | policies | `packages/a/src/b.test.ts` |',
  '| Walls | policies | `packages/a/src/b.test.ts` “keeps a county’s rows” |',
  "| Walls | policies | `packages/a/src/b.test.ts` “keeps a county's rows apart” |",
])('%s passes', (row) => expect(problems(row)).toEqual([]))

test.each([
  ['a missing file', '| Walls | policies | `packages/a/src/gone.test.ts` |'],
  ['a missing title', '| Walls | policies | `packages/a/src/b.test.ts` “keeps nothing apart” |'],
  ['a missing second title', '| Walls | policies | `packages/a/src/b.test.ts` “keeps”, “gone” |'],
  ['a control without a test', '| Walls | policies | soon |'],
])('%s is found', (_name, row) => expect(problems(row)).toHaveLength(1))
