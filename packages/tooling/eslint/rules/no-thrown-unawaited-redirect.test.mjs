import { noThrownUnawaitedRedirect } from './no-thrown-unawaited-redirect.mjs'
import { typedRuleTester } from './rule-tester.mjs'

const helpers = `
declare function redirect(to: string): Response
declare function signOut(): Promise<Response>
`

typedRuleTester.run('no-thrown-unawaited-redirect', noThrownUnawaitedRedirect, {
  valid: [
    `${helpers} export function loader() { throw redirect('/') }`,
    `${helpers} export function loader() { return redirect('/') }`,
    `${helpers} export async function loader() { throw await signOut() }`,
    `${helpers} export function loader() { throw new Error('no') }`,
  ],
  invalid: [
    { code: `${helpers} export function loader() { throw signOut() }`, errors: [{ messageId: 'promise' }] },
    { code: `${helpers} export function loader() { redirect('/') }`, errors: [{ messageId: 'lost' }] },
  ],
})
