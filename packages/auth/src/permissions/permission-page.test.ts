import { ROLES, STAFF_KINDS } from '@cmr/db/schema'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { permissionTable } from './permission-table.ts'

const PAGE = join(import.meta.dirname, '../../../../docs/permissions.md')

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const tick = (granted: boolean) => (granted ? 'yes' : '–')

function page(): string {
  const { office, staff } = permissionTable()
  return [
    '# Permissions',
    '',
    'Written by `npm run generate` from `packages/auth/src/permissions/permission-table.ts`; a test holds it current.',
    '',
    '## In an office',
    '',
    'Roles add up. Support is somebody of Code for America while a grant of the office runs: “read” with every grant, “write” only with one that says so. Without a grant support may do none of this.',
    '',
    '<!-- prettier-ignore-start -->',
    row(['Permission', 'Allows to', ...ROLES, 'support']),
    row(['---', '---', ...ROLES.map(() => '---'), '---']),
    ...office.map(({ permission, allows, roles, support }) =>
      row([`\`${permission}\``, allows, ...ROLES.map((role) => tick(roles.includes(role))), support ?? '–']),
    ),
    '<!-- prettier-ignore-end -->',
    '',
    '## At Code for America',
    '',
    'None of these shows records.',
    '',
    '<!-- prettier-ignore-start -->',
    row(['Permission', 'Allows to', ...STAFF_KINDS]),
    row(['---', '---', ...STAFF_KINDS.map(() => '---')]),
    ...staff.map(({ permission, allows, staff: kinds }) =>
      row([`\`${permission}\``, allows, ...STAFF_KINDS.map((kind) => tick(kinds.includes(kind)))]),
    ),
    '<!-- prettier-ignore-end -->',
    '',
  ].join('\n')
}

// `npm run generate` writes it: this test with --update.
it('the page of permissions says what the table says', async () => {
  await expect(page()).toMatchFileSnapshot(PAGE)
})
