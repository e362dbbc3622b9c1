import { acceptInvite, joinWithInvite, readInvite } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { Button, ErrorSummary, Facts, TextField } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { PlainPage } from '../../components/plain-page.tsx'
import { LinkCode } from '../../forms/link-code.tsx'
import { NewPasswordFields } from '../../forms/new-password-fields.tsx'
import { areSame, newPassword, DIFFERENT } from '../../forms/password-fields.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { ROLE_WORDS } from '../../role-words.ts'
import { publicAction } from '../../route-builder.ts'

const link = z.string({ error: 'Paste the code of your invitation' }).max(100)

const JoinForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('read'), link }),
  z.object({ intent: z.literal('join'), link }),
  z
    .object({
      intent: z.literal('accept'),
      link,
      name: z.string({ error: 'Enter your name' }).trim().min(1, 'Enter your name').max(200),
      ...newPassword,
    })
    .refine(areSame, DIFFERENT),
])

export const meta = () => [{ title: 'Your invitation – Clear My Record' }]

export const action = publicAction(
  { because: 'Whoever holds the link of an invitation opens it; it is good once.' },
  async ({ request, app, origin }) => {
    const { auth, identity } = app
    const submitted = await request.formData()
    const read = readForm(JoinForm, submitted)
    const opened = await readInvite(auth, String(submitted.get('link') ?? '')).catch((error: unknown) => {
      if (isAppError(error, 'FORBIDDEN')) return error
      throw error
    })
    if (opened instanceof Error) return refusedBy(opened, 'link')
    const invite = { ...opened, link: String(submitted.get('link')) }
    if ('problems' in read) return { ...refused(read.problems).data, invite }
    const given = read.value
    if (given.intent === 'read') return { invite }
    try {
      if (given.intent === 'join') {
        await identity.withToken(request, (token) => joinWithInvite(auth, token, given.link, origin))
      } else {
        await acceptInvite(auth, { token: given.link, name: given.name, password: given.next }, origin)
      }
    } catch (error) {
      const answer = refusedBy(error, isAppError(error, 'VALIDATION') ? 'next' : 'link')
      return { ...answer.data, invite }
    }
    return redirect('/sign-in?joined=yes')
  },
)

export default function Join() {
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  const invite = answer && 'invite' in answer ? answer.invite : undefined
  return (
    <PlainPage>
      <h1>Your invitation</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {invite === undefined ? (
        <Form method="post">
          <LinkCode label="Code of your invitation" error={problemOf(problems, 'link')} />
          <Button type="submit" name="intent" value="read" disabled={busy}>
            Open the invitation
          </Button>
        </Form>
      ) : (
        <Form method="post">
          <input type="hidden" id="link" name="link" value={invite.link} />
          <Facts
            items={[
              ['Office', invite.officeName ?? 'Code for America'],
              ['E-mail address', invite.email],
              ['Role', invite.roles.map((role) => ROLE_WORDS[role].name).join(', ') || (invite.staff ?? '')],
            ]}
          />
          {invite.hasAccount ? (
            <>
              <p>
                This address has an account. <a href="/sign-in?to=/join">Sign in</a> with it, open the invitation again,
                and accept it here.
              </p>
              <Button type="submit" name="intent" value="join" disabled={busy}>
                Accept with my account
              </Button>
            </>
          ) : (
            <>
              <TextField
                name="name"
                label="Your name"
                defaultValue={invite.name}
                error={problemOf(problems, 'name')}
                autoComplete="name"
                maxLength={200}
              />
              <NewPasswordFields problems={problems} />
              <Button type="submit" name="intent" value="accept" disabled={busy}>
                Accept the invitation
              </Button>
            </>
          )}
        </Form>
      )}
    </PlainPage>
  )
}
