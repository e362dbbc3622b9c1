import { beginSso } from '@cmr/auth'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { SsoRefusal } from '../../components/sso-refusal.tsx'
import { publicLoader } from '../../route-builder.ts'
import { ssoAddresses } from '../../sso-addresses.ts'
import { returnAddress } from '../sign-in/return-address.ts'

/**
 * Leads to the office's own provider. A link and not a form: the security policy lets forms lead to this site only. The
 * browser keeps the question in a cookie; only it can bring the answer back.
 */
export const loader = publicLoader(
  { because: 'It is the way in.' },
  async ({ request, app, params, clientAddress }) => {
    const slug = z.string().catch('').parse(params.office)
    const { site, ssoCookie } = app.identity
    const { searchParams } = new URL(request.url)
    const { url, challenge } = await beginSso(app.auth, slug, {
      redirectUri: ssoAddresses(site.origin, slug).back,
      address: clientAddress,
      isFresh: searchParams.has('fresh'),
    })
    const to = returnAddress(searchParams.get('to'))
    throw redirect(url, { headers: { 'Set-Cookie': await ssoCookie.set({ challenge, to }) } })
  },
)

/** Never shown, because the loader leads on; without it a refusal would be answered as data instead of a page. */
export default function Start() {
  return null
}

export const ErrorBoundary = SsoRefusal
