import { resetPassword } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { Button, ErrorSummary } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { PlainPage } from '../../components/plain-page.tsx'
import { LinkCode } from '../../forms/link-code.tsx'
import { NewPasswordFields } from '../../forms/new-password-fields.tsx'
import { areSame, DIFFERENT, newPassword } from '../../forms/password-fields.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { publicAction } from '../../route-builder.ts'

const ResetForm = z
  .object({ link: z.string({ error: 'Paste the code of your link' }).max(100), ...newPassword })
  .refine(areSame, DIFFERENT)

export const meta = () => [{ title: 'Choose a new password – Clear My Record' }]

export const action = publicAction(
  { because: 'Whoever holds the link of an administrator chooses the password; the link is good once.' },
  async ({ request, app, origin }) => {
    const read = readForm(ResetForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { link, next: password } = read.value
    try {
      await resetPassword(app.auth, { link, password }, origin)
    } catch (error) {
      return refusedBy(error, isAppError(error, 'VALIDATION') ? 'next' : 'link')
    }
    return redirect('/sign-in?changed=yes')
  },
)

export default function ResetPassword() {
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  return (
    <PlainPage>
      <h1>Choose a new password</h1>
      <p>An administrator of your office has given you a link. It is good for a day and once.</p>
      {answer !== undefined && <ErrorSummary problems={answer.problems} />}
      <Form method="post">
        <LinkCode label="Code of the link" error={problemOf(answer?.problems, 'link')} />
        <NewPasswordFields problems={answer?.problems} />
        <Button type="submit" disabled={busy}>
          Keep this password
        </Button>
      </Form>
    </PlainPage>
  )
}
