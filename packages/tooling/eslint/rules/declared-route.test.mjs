import { declaredRoute } from './declared-route.mjs'
import { ruleTester } from './rule-tester.mjs'

const errors = [{ messageId: 'raw' }]

ruleTester.run('declared-route', declaredRoute, {
  valid: [
    `export const loader = tenantLoader({ permission: 'batch:read' }, async () => 1)`,
    `export const action = publicAction({ because: 'It is the way in.' }, async () => 1)`,
    `export const meta = () => []`,
  ],
  invalid: [
    { code: `export async function loader() {}`, errors },
    { code: `export const loader = () => 1`, errors },
    { code: `export const action = tenantLoader({ permission: 'batch:read' }, async () => 1)`, errors },
    { code: `export { loader } from './other.ts'`, errors },
  ],
})
