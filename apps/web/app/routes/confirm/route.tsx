import { useActionData, useLoaderData } from '@remix-run/react'
import { PlainPage } from '../../components/plain-page.tsx'
import { accountAction, accountLoader } from '../../route-builder.ts'
import { factorChoices } from '../../second-factor/factor-choices.server.ts'
import { FactorForms } from '../../second-factor/factor-forms.tsx'
import { takeFactor } from '../../second-factor/take-factor.server.ts'
import { returnAddress } from '../sign-in/return-address.ts'

export const meta = () => [{ title: 'Confirm that it is you – Clear My Record' }]

/** Asks for the second factor again before an act that needs a recent one. */
export const loader = accountLoader({}, async ({ request, app, viewer }) => ({
  to: returnAddress(new URL(request.url).searchParams.get('to')),
  choices: await factorChoices(app.auth, viewer.userId),
  // A session of an office's own sign-in may have no factor of ours.
  office: viewer.tenantId === null ? null : (viewer.memberships[0]?.tenant.slug ?? null),
}))

export const action = accountAction({}, takeFactor)

export default function Confirm() {
  const { to, choices, office } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <PlainPage>
      <h1>Confirm that it is you</h1>
      <p>
        What you are about to do can hand over records or change who may see them. It needs your second factor again,
        shown within the last 20 minutes.
      </p>
      <FactorForms choices={choices} to={to} problems={answer && 'problems' in answer ? answer.problems : undefined} />
      {office !== null && (
        <p>
          <a className="usa-button" href={`/sign-in/${office}/start?${new URLSearchParams({ fresh: 'yes', to })}`}>
            Sign in with your office again
          </a>
        </p>
      )}
      <p>
        <a className="usa-link" href="/">
          Do not go on
        </a>
      </p>
    </PlainPage>
  )
}
