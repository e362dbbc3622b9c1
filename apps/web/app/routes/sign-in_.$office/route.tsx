import { findSsoOffice } from '@cmr/auth'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { PlainPage } from '../../components/plain-page.tsx'
import { publicLoader } from '../../route-builder.ts'
import { returnAddress } from '../sign-in/return-address.ts'

export const meta = () => [{ title: 'Sign in – Clear My Record' }]

/** The way in of an office with a provider of its own. An office without one, and one that does not exist, look alike. */
export const loader = publicLoader({ because: 'It is the way in.' }, async ({ request, app, params }) => {
  const slug = z.string().catch('').parse(params.office)
  const { name } = await findSsoOffice(app.auth, slug)
  return { slug, name, to: returnAddress(new URL(request.url).searchParams.get('to')) }
})

export default function OfficeSignIn() {
  const { slug, name, to } = useLoaderData<typeof loader>()
  return (
    <PlainPage>
      <h1>Sign in to Clear My Record</h1>
      <p>{name} signs in with its own account service.</p>
      <div className="terms">
        <p>
          This system holds criminal history information. It is for authorized staff only. What you do here is recorded
          and may be reviewed. Use without authorization is prohibited and can be punished.
        </p>
      </div>
      <p>
        <a className="usa-button" href={`/sign-in/${slug}/start?${new URLSearchParams({ to })}`}>
          I have read this and agree; sign in with my office
        </a>
      </p>
      <p>
        <a className="usa-link" href="/sign-in">
          Sign in with a password
        </a>
      </p>
    </PlainPage>
  )
}
