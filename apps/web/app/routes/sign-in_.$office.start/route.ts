import { beginSso } from '@cmr/auth'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { publicLoader } from '../../route-builder.ts'
import { returnAddress } from '../sign-in/return-address.ts'

/**
 * Leads to the office's own provider. A link and not a form: the security policy lets forms lead to this site only. The
 * browser keeps the question in a cookie; only it can bring the answer back.
 */
export const loader = publicLoader({ because: 'It is the way in.' }, async ({ request, app, params }) => {
  const slug = z.string().catch('').parse(params.office)
  const { site, ssoCookie } = app.identity
  const { searchParams } = new URL(request.url)
  const { url, challenge } = await beginSso(app.auth, slug, {
    redirectUri: `${site.origin}/sign-in/${slug}/back`,
    isFresh: searchParams.has('fresh'),
  })
  const to = returnAddress(searchParams.get('to'))
  throw redirect(url, { headers: { 'Set-Cookie': await ssoCookie.set({ challenge, to }) } })
})
