import { expect, test } from 'vitest'
import { makeRepository } from './fixture.mjs'
import { listMounts, listRoutes, pathOf } from './route-manifest.mjs'

const PAGE = 'apps/web/app/routes/$tenant.files.$batch._index/route.tsx'
const from = (/** @type {string} */ text) => listRoutes(makeRepository({ [PAGE]: text }))

test.each([
  ['$tenant', '/:tenant'],
  ['$tenant._index', '/:tenant'],
  ['$tenant.files.$batch.set-aside[.]csv', '/:tenant/files/:batch/set-aside.csv'],
  ['sign-in_.$office.back', '/sign-in/:office/back'],
  ['_index', '/'],
  ['$', '/*'],
  ['$tenant.$', '/:tenant/*'],
])('%s answers %s', (folder, path) => expect(pathOf(folder)).toBe(path))

test('a route is listed with what it declares', () => {
  const { routes, problems } = from(`
    export const loader = tenantLoader({ permission: 'batch:read', params, background: true }, async () => 1)
    export const action = staffAction({ staff: ['support', 'operator'], stepUp: true }, async () => 1)
    export default function Batch() {}`)
  const file = { file: PAGE, path: '/:tenant/files/:batch', page: true }
  expect(problems).toEqual([])
  expect(routes).toEqual([
    { ...file, does: 'read', access: 'tenant', needs: 'batch:read', background: true, also: [] },
    { ...file, does: 'write', access: 'staff', needs: 'support, operator', background: false, also: ['step-up'] },
  ])
})

test.each([
  ['a function', `export async function loader() {}`],
  ['a function of its own', `export const loader = async () => 1`],
  ['another builder', `export const loader = anyLoader({ permission: 'batch:read' }, work)`],
  ['an action made as a loader', `export const action = tenantLoader({ permission: 'batch:read' }, work)`],
  ['options from elsewhere', `export const loader = tenantLoader(options, work)`],
  ['no permission', `export const loader = tenantLoader({ params }, work)`],
  ['no reason', `export const loader = publicLoader({ because: '' }, work)`],
  ['a loader from another file', `export { loader } from '../other/route.tsx'`],
  ['everything of another file', `export * from '../other/route.tsx'`],
])('%s is found', (_name, text) => {
  const { routes, problems } = from(text)
  expect([routes, problems.length]).toEqual([[], 1])
})

test('mounts are read from their list', () => {
  const rule = { path: '/health', methods: 'GET', access: 'public', needs: 'nothing' }
  const text = `export const mountRules = [{ path: '/health', methods: 'GET', access: 'public', needs: 'nothing' }] as const`
  expect(listMounts(makeRepository({ 'apps/web/app/mounts.ts': text }))).toEqual([rule])
})
