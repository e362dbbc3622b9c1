import { redirect } from '@remix-run/node'
import { publicAction, publicLoader } from '../../route-builder.ts'

/** Only a POST signs out; a visit to the address changes nothing. */
export const loader = publicLoader({ because: 'It only leads on.' }, async () => redirect('/'))

export const action = publicAction(
  { because: 'Signing out must work for an ended session, too.' },
  async ({ request, app, origin }) => {
    const cookie = await app.identity.signOut(request, origin)
    return redirect('/sign-in', { headers: { 'Set-Cookie': cookie, 'Clear-Site-Data': '"cache", "storage"' } })
  },
)
