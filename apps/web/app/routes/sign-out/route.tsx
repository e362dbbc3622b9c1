import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs } from '@remix-run/node'

/** Only a POST signs out; a visit to the address changes nothing. */
export const loader = () => redirect('/')

export async function action({ request, context }: ActionFunctionArgs) {
  const cookie = await context.app.identity.signOut(request)
  return redirect('/sign-in', { headers: { 'Set-Cookie': cookie, 'Clear-Site-Data': '"cache", "storage"' } })
}
