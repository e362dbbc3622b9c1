import { expect, test } from 'vitest'
import { makeRepository } from './fixture.mjs'
import { listVerbs } from './service-verbs.mjs'

const verbs = (/** @type {string} */ body, signature = '(ctx: Context, deps: ServiceDeps)') =>
  listVerbs(
    makeRepository({
      'packages/services/src/batches/index.ts': `export { getBatch, Input } from './get-batch.ts'\nexport type { View } from './get-batch.ts'`,
      'packages/services/src/batches/get-batch.ts': `export const Input = 1\nexport async function getBatch${signature} { ${body} }`,
    }),
  ).map(({ verb, needs }) => [verb, needs])

test.each([
  [`requirePermission(ctx, 'batch:read')`, 'batch:read'],
  [`requireSystem(ctx)`, 'background work'],
  [`if (x) { requirePermission(ctx, 'run:read') } requirePermission(ctx, 'batch:read')`, 'run:read, batch:read'],
  ['return deps', ''],
])('%s needs "%s"', (body, needs) => expect(verbs(body)).toEqual([['batches.getBatch', needs]]))

test('somebody of Code for America is asked too', () => {
  const signature = '(staff: StaffContext, deps: ServiceDeps)'
  expect(verbs(`requireStaffPermission(staff, 'office:health')`, signature)).toEqual([
    ['batches.getBatch', 'office:health'],
  ])
  expect(verbs('return deps', signature)).toEqual([['batches.getBatch', '']])
})

test('what acts for nobody is no verb', () => expect(verbs('', '(tx: Tx, id: string)')).toEqual([]))
