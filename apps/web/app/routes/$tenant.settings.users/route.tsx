import { createInvite, hasPermission, listInvites, listOfficePeople, revokeInvite } from '@cmr/auth'
import { Button, CheckGroup, ErrorSummary, SimpleTable, StatusMark, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { ACCOUNT_STATES, accountState } from '../../account-state.ts'
import { SecretLink } from '../../components/secret-link.tsx'
import { TakeBackInvite } from '../../components/take-back-invite.tsx'
import { day, instant } from '../../format.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { INVITE_WORDS, ROLE_CHOICES, ROLE_WORDS } from '../../role-words.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const InviteForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('invite'),
    email: z.email({ error: 'Enter an e-mail address, like name@county.gov' }),
    name: z.string({ error: 'Enter a name' }).trim().min(1, 'Enter a name').max(200),
    roles: z.array(z.enum(['admin', 'analyst', 'attorney', 'auditor'])).min(1, 'Choose at least one role'),
  }),
  z.object({ intent: z.literal('revoke'), invite: z.uuid() }),
])

export const loader = tenantLoader(
  { permission: 'settings:read', gate: 'open' },
  async ({ ctx, app: { auth }, membership: { tenant } }) => {
    const at = (instantOrNull: Date | null) =>
      instantOrNull === null ? 'never' : instant(instantOrNull, tenant.timeZone)
    return {
      slug: tenant.slug,
      mayManage: hasPermission(ctx.actor, 'user:manage'),
      people: (await listOfficePeople(auth, ctx)).map((person) => ({
        userId: person.userId,
        name: person.name,
        roles: person.roles.map((role) => ROLE_WORDS[role].name).join(', '),
        state: accountState(person),
        factor: person.hasTotp || person.passkeys > 0 ? 'set up' : 'not set up',
        lastSignIn: at(person.lastSignInAt),
        training: person.trainingOn === null ? 'not recorded' : day(person.trainingOn),
        agreement: person.agreementOn === null ? 'not recorded' : day(person.agreementOn),
        isReviewOverdue: person.isReviewOverdue,
      })),
      invites: (await listInvites(auth, ctx)).map(({ id, email, name, roles, state, expiresAt }) => ({
        id,
        email,
        name,
        roles: roles.map((role) => ROLE_WORDS[role].name).join(', '),
        state,
        until: instant(expiresAt, tenant.timeZone),
      })),
    }
  },
)

export const action = tenantAction(
  { permission: 'user:manage', gate: 'open', stepUp: true },
  async ({ request, ctx, app: { auth, identity } }) => {
    const read = readForm(InviteForm, await request.formData(), ['roles'])
    if ('problems' in read) return refused(read.problems)
    const given = read.value
    try {
      if (given.intent === 'invite') {
        const { token } = await createInvite(auth, ctx, given)
        return { link: `${identity.site.origin}/join#${token}`, invited: given.name }
      }
      await revokeInvite(auth, ctx, given.invite)
    } catch (error) {
      return refusedBy(error, given.intent === 'invite' ? 'email' : 'invitations')
    }
    return redirect(`/${ctx.tenant.slug}/settings/users`)
  },
)

export const meta = () => [{ title: 'People – Clear My Record' }]

type Users = Awaited<ReturnType<typeof loader>>

export default function OfficePeople() {
  const { slug, mayManage, people, invites } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  return (
    <>
      <h1>People of your office</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {answer && 'link' in answer && (
        <SecretLink heading={`Invitation for ${answer.invited}`} link={answer.link}>
          Give this link to them yourself, for example by your office’s own mail.
        </SecretLink>
      )}
      <SimpleTable
        caption="People"
        head={['Name', 'Roles', 'State', 'Second factor', 'Last sign-in', 'Training', 'Agreement', 'Yearly review']}
        rows={people.map((person) => ({
          key: person.userId,
          cells: [
            <Link className="usa-link" to={`/${slug}/settings/users/${person.userId}`} key="name">
              {person.name}
            </Link>,
            person.roles,
            <StatusMark tone={ACCOUNT_STATES[person.state].tone} key="state">
              {ACCOUNT_STATES[person.state].word}
            </StatusMark>,
            person.factor,
            person.lastSignIn,
            person.training,
            person.agreement,
            person.isReviewOverdue ? (
              <StatusMark tone="attention" key="review">
                Overdue
              </StatusMark>
            ) : (
              'done'
            ),
          ],
        }))}
      />
      {mayManage && <InviteFields problems={problems} />}
      <Invitations invites={invites} mayManage={mayManage} />
    </>
  )
}

function InviteFields({ problems }: { readonly problems: readonly FieldProblem[] | undefined }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <section aria-labelledby="invite" className="no-print">
      <h2 id="invite">Invite somebody</h2>
      <Form method="post">
        <TextField name="name" label="Name" error={problemOf(problems, 'name')} autoComplete="off" maxLength={200} />
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          error={problemOf(problems, 'email')}
          autoComplete="off"
        />
        <CheckGroup name="roles" label="Roles" choices={ROLE_CHOICES} error={problemOf(problems, 'roles')} />
        <Button type="submit" name="intent" value="invite" disabled={busy}>
          Make an invitation
        </Button>
      </Form>
    </section>
  )
}

function Invitations({ invites, mayManage }: Pick<Users, 'invites' | 'mayManage'>) {
  if (invites.length === 0) return null
  return (
    <section id="invitations">
      <h2>Invitations</h2>
      <SimpleTable
        caption="Invitations"
        head={['Name', 'E-mail address', 'Roles', 'State', 'Good until', 'Take back']}
        rows={invites.map(({ id, name, email, roles, state, until }) => ({
          key: id,
          cells: [
            name,
            email,
            roles,
            INVITE_WORDS[state],
            until,
            mayManage && state === 'open' ? <TakeBackInvite key="revoke" id={id} name={name} /> : 'no',
          ],
        }))}
      />
    </section>
  )
}
