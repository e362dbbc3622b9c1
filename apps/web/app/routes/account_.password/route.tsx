import { changePassword } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { Button, ErrorSummary, TextField } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { LeaveForm } from '../../components/leave-form.tsx'
import { PlainPage } from '../../components/plain-page.tsx'
import { NewPasswordFields } from '../../forms/new-password-fields.tsx'
import { areSame, DIFFERENT, newPassword } from '../../forms/password-fields.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { accountAction, accountLoader } from '../../route-builder.ts'

const PasswordForm = z
  .object({ current: z.string({ error: 'Enter your present password' }).max(512), ...newPassword })
  .refine(areSame, DIFFERENT)

export const meta = () => [{ title: 'Change your password – Clear My Record' }]

export const loader = accountLoader({}, async ({ viewer }) => ({ must: viewer.mustChangePassword }))

export const action = accountAction({}, async ({ request, app, origin }) => {
  const read = readForm(PasswordForm, await request.formData())
  if ('problems' in read) return refused(read.problems)
  try {
    await app.identity.withToken(request, (token) => changePassword(app.auth, token, read.value, origin))
  } catch (error) {
    return refusedBy(error, isAppError(error, 'VALIDATION') ? 'next' : 'current')
  }
  return redirect('/sign-in?changed=yes', { headers: { 'Set-Cookie': await app.identity.signOut(request, origin) } })
})

export default function ChangePassword() {
  const { must } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  return (
    <PlainPage>
      <h1>Change your password</h1>
      {must && <p>Your password is older than your office allows. Choose a new one to go on.</p>}
      <p>You are signed out everywhere afterwards and sign in with the new password.</p>
      {answer !== undefined && <ErrorSummary problems={answer.problems} />}
      <Form method="post">
        <TextField
          name="current"
          label="Present password"
          type="password"
          error={problemOf(answer?.problems, 'current')}
          autoComplete="current-password"
        />
        <NewPasswordFields problems={answer?.problems} />
        <Button type="submit" disabled={busy}>
          Change the password
        </Button>
      </Form>
      {must ? (
        <LeaveForm words="Sign out" />
      ) : (
        <p>
          <a className="usa-link" href="/account">
            Back to your account
          </a>
        </p>
      )}
    </PlainPage>
  )
}
