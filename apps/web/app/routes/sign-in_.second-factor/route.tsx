import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LeaveForm } from '../../components/leave-form.tsx'
import { PlainPage } from '../../components/plain-page.tsx'
import { accountAction, accountLoader } from '../../route-builder.ts'
import { factorChoices } from '../../second-factor/factor-choices.server.ts'
import { FactorForms } from '../../second-factor/factor-forms.tsx'
import { takeFactor } from '../../second-factor/take-factor.server.ts'
import { returnAddress } from '../sign-in/return-address.ts'

export const meta = () => [{ title: 'Second step – Clear My Record' }]

export const loader = accountLoader({ session: 'password' }, async ({ request, app, viewer }) => {
  const to = returnAddress(new URL(request.url).searchParams.get('to'))
  if (viewer.secondFactorAt !== null) throw redirect(to)
  if (viewer.mustEnrol) throw redirect(`/sign-in/set-up?${new URLSearchParams({ to })}`)
  return { to, choices: await factorChoices(app.auth, viewer.userId) }
})

export const action = accountAction({ session: 'password' }, takeFactor)

export default function SecondFactor() {
  const { to, choices } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <PlainPage>
      <h1>Confirm that it is you</h1>
      <p>Your password was right. One more step keeps your office’s records safe if somebody else learns it.</p>
      <FactorForms choices={choices} to={to} problems={answer && 'problems' in answer ? answer.problems : undefined} />
      <p>Lost your phone, key and codes? Ask an administrator of your office to reset your second factor.</p>
      <LeaveForm words="Sign in as somebody else" />
    </PlainPage>
  )
}
