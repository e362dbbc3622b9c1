import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkPicture, drawArchitecture, writePicture } from './architecture-picture.mjs'
import { makeRepository } from './fixture.mjs'

const here = 'workspace:*'
const page =
  'Words.\n\n<!-- prettier-ignore-start -->\n<!-- generated: arrows -->\nold\n<!-- end: arrows -->\n<!-- prettier-ignore-end -->\n'
const repository = () =>
  makeRepository({
    'docs/architecture.md': page,
    'packages/record/package.json': { name: '@cmr/record' },
    'packages/jurisdiction/package.json': { name: '@cmr/jurisdiction', dependencies: { '@cmr/record': here } },
    'packages/engine/package.json': {
      name: '@cmr/engine',
      dependencies: { '@cmr/jurisdiction': here, '@cmr/record': here },
      devDependencies: { '@cmr/tooling': here, '@cmr/errors': here },
    },
  })

test('the table has every arrow and the picture the ones no longer way implies', () => {
  const drawn = drawArchitecture(repository())
  expect(drawn).toContain('| engine | `packages/engine` | jurisdiction, record (tests: errors) |')
  expect(drawn).toContain('  engine --> jurisdiction')
  expect(drawn).not.toContain('  engine --> record')
})

test('a written picture passes, and a changed manifest fails until it is drawn again', () => {
  const root = repository()
  expect(checkPicture(root)).toHaveLength(1)
  writePicture(root)
  expect(checkPicture(root)).toEqual([])
  writeFileSync(join(root, 'packages/jurisdiction/package.json'), JSON.stringify({ name: '@cmr/jurisdiction' }))
  expect(checkPicture(root)).toHaveLength(1)
})

test('a page without a place for the picture fails', () => {
  expect(checkPicture(makeRepository({ 'docs/architecture.md': 'Words.\n' }))).toHaveLength(1)
})
