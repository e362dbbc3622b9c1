import { expect, test } from 'vitest'
import { checkArrows } from './arrows.mjs'
import { makeRepository } from './fixture.mjs'

/** @param {string} name @param {object} fields */
const manifest = (name, fields = {}) => ({ name: `@cmr/${name}`, ...fields })
const here = 'workspace:*'

test('manifests inside the table pass', () => {
  const root = makeRepository({
    'packages/errors/package.json': manifest('errors', { devDependencies: { '@cmr/tooling': here, vitest: '4' } }),
    'packages/engine/package.json': manifest('engine', { dependencies: { '@cmr/record': here, zod: '4' } }),
    'packages/db/package.json': manifest('db', { dependencies: { 'drizzle-orm': '0', postgres: '3' } }),
    'jurisdictions/us-xx/package.json': manifest('us-xx', {
      dependencies: { '@cmr/jurisdiction': here },
      devDependencies: { '@cmr/conformance': here },
    }),
    'jurisdictions/registry/package.json': manifest('registry', { dependencies: { '@cmr/us-xx': here } }),
  })
  expect(checkArrows(root)).toEqual([])
})

test.each([
  ['an arrow that points up', 'packages/engine', manifest('engine', { dependencies: { '@cmr/services': here } })],
  [
    'an arrow between jurisdictions',
    'jurisdictions/us-xx',
    manifest('us-xx', { dependencies: { '@cmr/us-yy': here } }),
  ],
  ['conformance shipped', 'jurisdictions/us-xx', manifest('us-xx', { dependencies: { '@cmr/conformance': here } })],
  ['an arrow only tests use', 'packages/ui', manifest('ui', { devDependencies: { '@cmr/services': here } })],
  ['a peer arrow', 'packages/errors', manifest('errors', { peerDependencies: { '@cmr/record': here } })],
  ['a library of another layer', 'packages/services', manifest('services', { dependencies: { inngest: '4' } })],
  ['a library of another scope', 'packages/ui', manifest('ui', { dependencies: { '@remix-run/react': '2' } })],
  ['a driver beside the door', 'packages/auth', manifest('auth', { dependencies: { postgres: '3' } })],
  ['a test runner that ships', 'packages/engine', manifest('engine', { dependencies: { vitest: '4' } })],
  ['a package without a line', 'packages/helpers', manifest('helpers')],
])('%s fails', (_what, folder, content) => {
  expect(checkArrows(makeRepository({ [`${folder}/package.json`]: content }))).toHaveLength(1)
})
