import { expect, test } from 'vitest'
import { checkDocRefs } from './doc-refs.mjs'
import { makeRepository } from './fixture.mjs'

test('paths that exist, placeholders, addresses and examples in code blocks pass', () => {
  const root = makeRepository({
    'README.md': 'See [the shape](docs/architecture.md#words) and [us](https://example.org/nothing.md).',
    'docs/architecture.md':
      'In `packages/db/src`, `jurisdictions/us-*/src`, [home](../README.md).\n```\n`apps/none`\n```\n',
    'packages/db/src/index.ts': '',
    'jurisdictions/us-xx/package.json': '{}',
  })
  expect(checkDocRefs(root)).toEqual([])
})

test.each([
  ['README.md', 'Read [this](docs/missing.md).'],
  ['docs/architecture.md', 'Look into `packages/missing/src`.'],
  ['docs/decisions/0001-a.md', 'Held by `packages/missing/<name>.ts`.'],
  ['packages/db/README.md', 'See [the roles](../../infra/sql/roles.sql).'],
])('%s with "%s" fails', (path, text) => {
  expect(checkDocRefs(makeRepository({ [path]: text }))).toHaveLength(1)
})
