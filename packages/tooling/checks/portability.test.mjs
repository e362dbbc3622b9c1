import { expect, test } from 'vitest'
import { makeRepository } from './fixture.mjs'
import { checkPortability } from './portability.mjs'

test('relative paths, addresses and temporary folders of tests pass', () => {
  const root = makeRepository({
    'packages/db/src/a.ts': "import x from './home/queue.ts'\nconst page = 'https://example.org/home/page'",
    'packages/db/src/b.test.ts': "const folder = '/tmp/somewhere'",
    '.ci/run': 'cd "$(dirname "$0")/.."',
    'pnpm-lock.yaml': "'a@1.0.0':\n    resolution: {integrity: sha512-x}",
  })
  expect(checkPortability(root)).toEqual([])
})

test.each([
  ['packages/db/src/a.ts', "const folder = '/srv/project'"],
  ['packages/db/src/a.test.ts', "const folder = '/home/someone/data'"],
  ['packages/db/src/a.ts', "const folder = '/tmp/data'"],
  ['docs/how-to/a.md', 'cd /root/project'],
  ['pnpm-lock.yaml', '    resolution: {tarball: https://registry.example.com/a.tgz}'],
  ['.npmrc', 'registry=https://npm.example.org/'],
])('%s with "%s" fails', (path, text) => {
  expect(checkPortability(makeRepository({ [path]: text }))).toHaveLength(1)
})
