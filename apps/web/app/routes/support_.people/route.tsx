import { inviteStaff, listStaff, listStaffInvites, revokeStaffInvite } from '@cmr/auth'
import { Button, ErrorSummary, SelectField, SimpleTable, StatusMark } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { ACCOUNT_STATES, accountState } from '../../account-state.ts'
import { InviteeFields } from '../../components/invitee-fields.tsx'
import { SecretLink } from '../../components/secret-link.tsx'
import { SupportDesk } from '../../components/support-desk.tsx'
import { TakeBackInvite } from '../../components/take-back-invite.tsx'
import { day, instant } from '../../format.ts'
import { inviteeFields } from '../../forms/invitee-fields.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { INVITE_WORDS, STAFF_CHOICES, STAFF_WORDS } from '../../role-words.ts'
import { staffAction, staffLoader } from '../../route-builder.ts'
import { actingStaff, DESK_ZONE, supportDesk } from '../../support-desk.server.ts'

const PeopleForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('invite'),
    ...inviteeFields,
    staff: z.enum(['onboarding', 'support', 'operator'], { error: 'Choose what they do' }),
  }),
  z.object({ intent: z.literal('revoke'), invite: z.uuid() }),
])

export const loader = staffLoader({ staff: ['operator'] }, async ({ viewer, staff, app: { auth }, origin }) => {
  const who = actingStaff({ viewer, staff, origin })
  const words = (kind: keyof typeof STAFF_WORDS | null) => (kind === null ? 'nothing' : STAFF_WORDS[kind].name)
  const recorded = (date: string | null) => (date === null ? 'not recorded' : day(date))
  return {
    desk: supportDesk({ viewer, staff }),
    people: (await listStaff(auth, who)).map((person) => ({
      userId: person.userId,
      name: person.name,
      does: words(person.staff),
      state: accountState(person),
      lastSignIn: person.lastSignInAt === null ? 'never' : instant(person.lastSignInAt, DESK_ZONE),
      training: recorded(person.trainingOn),
      agreement: recorded(person.agreementOn),
    })),
    invites: (await listStaffInvites(auth, who)).map(({ id, email, name, staff: kind, state, expiresAt }) => ({
      id,
      email,
      name,
      does: words(kind),
      state,
      until: instant(expiresAt, DESK_ZONE),
    })),
  }
})

export const action = staffAction(
  { staff: ['operator'], stepUp: true },
  async ({ request, viewer, staff, app: { auth, identity }, origin }) => {
    const read = readForm(PeopleForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const who = actingStaff({ viewer, staff, origin })
    const given = read.value
    try {
      if (given.intent === 'invite') {
        const { inviteeName: name, inviteeEmail: email, staff: kind } = given
        const { token } = await inviteStaff(auth, who, { name, email, staff: kind })
        return { link: `${identity.site.origin}/join#${token}`, invited: name }
      }
      await revokeStaffInvite(auth, who, given.invite)
    } catch (error) {
      return refusedBy(error, given.intent === 'invite' ? 'inviteeEmail' : 'invitations')
    }
    return redirect('/support/people')
  },
)

export const meta = () => [{ title: 'People of Code for America – Clear My Record' }]

type Shown = Awaited<ReturnType<typeof loader>>

export default function StaffPeople() {
  const { desk, people, invites } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  const link = answer && 'link' in answer ? answer.link : undefined
  return (
    <SupportDesk desk={desk}>
      <h1>People of Code for America</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {answer && 'link' in answer && (
        <SecretLink heading={`Invitation for ${answer.invited}`} link={answer.link}>
          Give this link to them yourself, by a way you trust.
        </SecretLink>
      )}
      <SimpleTable
        caption="People (Eastern time)"
        head={['Name', 'Does', 'State', 'Last sign-in', 'Training', 'Agreement']}
        rows={people.map(({ userId, name, does, state, lastSignIn, training, agreement }) => ({
          key: userId,
          cells: [
            <Link className="usa-link" to={`/support/people/${userId}`} key="name">
              {name}
            </Link>,
            does,
            <StatusMark tone={ACCOUNT_STATES[state].tone} key="state">
              {ACCOUNT_STATES[state].word}
            </StatusMark>,
            lastSignIn,
            training,
            agreement,
          ],
        }))}
      />
      <InviteForm key={link} problems={problems} />
      <Invitations invites={invites} />
    </SupportDesk>
  )
}

function InviteForm({ problems }: { readonly problems: readonly FieldProblem[] | undefined }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <section aria-labelledby="invite" className="no-print">
      <h2 id="invite">Invite somebody</h2>
      <Form method="post">
        <InviteeFields problems={problems} hint="One that has no account here: nobody belongs to an office as well." />
        <SelectField
          name="staff"
          label="What they do"
          choices={[{ value: '', label: 'Choose' }, ...STAFF_CHOICES]}
          error={problemOf(problems, 'staff')}
        />
        <p className="actions">
          <Button type="submit" name="intent" value="invite" disabled={busy}>
            Make an invitation
          </Button>
        </p>
      </Form>
    </section>
  )
}

function Invitations({ invites }: Pick<Shown, 'invites'>) {
  if (invites.length === 0) return null
  return (
    <section id="invitations">
      <h2>Invitations</h2>
      <SimpleTable
        caption="Invitations (Eastern time)"
        head={['Name', 'E-mail address', 'Does', 'State', 'Good until', 'Take back']}
        rows={invites.map(({ id, name, email, does, state, until }) => ({
          key: id,
          cells: [
            name,
            email,
            does,
            INVITE_WORDS[state],
            until,
            state === 'open' ? <TakeBackInvite id={id} name={name} /> : '',
          ],
        }))}
      />
    </section>
  )
}
