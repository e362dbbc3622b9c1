import { finishSso } from '@cmr/auth'
import { redirect } from '@remix-run/node'
import { SsoRefusal } from '../../components/sso-refusal.tsx'
import { publicLoader } from '../../route-builder.ts'
import { returnAddress } from '../sign-in/return-address.ts'

/** Where the office's provider sends the browser back to. Needs the cookie that `start` gave this browser. */
export const loader = publicLoader({ because: 'It is the way in.' }, async ({ request, app, origin }) => {
  const { identity, auth } = app
  const { challenge, to } = await identity.ssoCookie.read(request)
  // The public address: behind a proxy the server sees another one.
  const { pathname, search } = new URL(request.url)
  const currentUrl = new URL(pathname + search, identity.site.origin).href
  const { token } = await finishSso(auth, { challenge, currentUrl }, origin)
  const headers = new Headers()
  headers.append('Set-Cookie', await identity.keep(token))
  headers.append('Set-Cookie', await identity.ssoCookie.clear())
  throw redirect(returnAddress(to), { headers })
})

/** Never shown, because the loader leads on; without it a refusal would be answered as data instead of a page. */
export default function Back() {
  return null
}

export const ErrorBoundary = SsoRefusal
