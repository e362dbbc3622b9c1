import { noLostResponse } from './no-lost-response.mjs'
import { ruleTester } from './rule-tester.mjs'

ruleTester.run('no-lost-response', noLostResponse, {
  valid: [
    `export function loader() { throw redirect('/') }`,
    `export function loader() { return redirect('/') }`,
    `export async function loader() { throw await signOut() }`,
  ],
  invalid: [{ code: `export function loader() { redirect('/') }`, errors: [{ messageId: 'lost' }] }],
})
