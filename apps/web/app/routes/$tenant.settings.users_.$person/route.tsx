import {
  changeRoles,
  confirmAccess,
  disablePerson,
  enablePerson,
  hasPermission,
  listOfficePeople,
  offerPasswordReset,
  resetFactors,
  setPersonnelDates,
  unlockUser,
} from '@cmr/auth'
import { AppError } from '@cmr/errors'
import { ErrorSummary, Facts } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { SecretLink } from '../../components/secret-link.tsx'
import { instant } from '../../format.ts'
import { readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { PersonForms } from './person-forms.tsx'

const params = z.object({ person: z.uuid() })
const date = z.iso.date('Enter a day').optional()

const PersonForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('roles'),
    roles: z.array(z.enum(['admin', 'analyst', 'attorney', 'auditor'])).min(1, 'Choose at least one role'),
  }),
  z.object({ intent: z.literal('dates'), trainingOn: date, agreementOn: date, endsOn: date }),
  z.object({ intent: z.enum(['review', 'disable', 'enable', 'unlock', 'reset-factors', 'reset-password']) }),
])

export const loader = tenantLoader(
  { permission: 'settings:read', params, gate: 'open' },
  async ({ ctx, app: { auth }, params: { person: userId }, membership: { tenant } }) => {
    const person = (await listOfficePeople(auth, ctx)).find((one) => one.userId === userId)
    if (person === undefined) {
      throw new AppError('NOT_FOUND', 'There is no such person in your office.', {
        details: { reason: 'unknown-person' },
      })
    }
    const at = (moment: Date | null) => (moment === null ? null : instant(moment, tenant.timeZone))
    const { name, email, roles, trainingOn, agreementOn, endsOn, isReviewOverdue } = person
    return {
      slug: tenant.slug,
      mayManage: hasPermission(ctx.actor, 'user:manage'),
      person: { name, email, roles, trainingOn, agreementOn, endsOn, isReviewOverdue },
      lockedAt: at(person.lockedAt),
      disabledAt: at(person.disabledAt),
      reviewedAt: at(person.reviewedAt),
      lastSignInAt: at(person.lastSignInAt),
    }
  },
)

export const action = tenantAction(
  { permission: 'user:manage', params, gate: 'open', stepUp: true },
  async ({ request, ctx, app: { auth, identity }, params: { person: userId } }) => {
    const read = readForm(PersonForm, await request.formData(), ['roles'])
    if ('problems' in read) return refused(read.problems)
    const given = read.value
    try {
      if (given.intent === 'reset-password') {
        return { link: `${identity.site.origin}/reset-password#${await offerPasswordReset(auth, ctx, userId)}` }
      }
      if (given.intent === 'roles') await changeRoles(auth, ctx, userId, given.roles)
      else if (given.intent === 'dates') {
        const { trainingOn = null, agreementOn = null, endsOn = null } = given
        await setPersonnelDates(auth, ctx, userId, { trainingOn, agreementOn, endsOn })
      } else {
        const act = {
          review: confirmAccess,
          disable: disablePerson,
          enable: enablePerson,
          unlock: unlockUser,
          'reset-factors': resetFactors,
        }[given.intent]
        await act(auth, ctx, userId)
      }
    } catch (error) {
      return refusedBy(error, given.intent === 'roles' ? 'roles' : 'acts')
    }
    return redirect(`/${ctx.tenant.slug}/settings/users/${userId}`)
  },
)

export const meta = () => [{ title: 'A person of your office – Clear My Record' }]

export default function OfficePerson() {
  const shown = useLoaderData<typeof loader>()
  const { slug, person } = shown
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  return (
    <>
      <h1>{person.name}</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {answer && 'link' in answer && (
        <SecretLink heading="Link for a new password" link={answer.link}>
          Give it to {person.name} yourself.
        </SecretLink>
      )}
      <div className="panel">
        <Facts
          items={[
            ['E-mail address', person.email],
            ['Last sign-in', shown.lastSignInAt ?? 'never'],
            ['Locked', shown.lockedAt ?? 'no'],
            ['Switched off', shown.disabledAt ?? 'no'],
            ['Access reviewed', `${shown.reviewedAt ?? 'not yet'}${person.isReviewOverdue ? ', overdue' : ''}`],
          ]}
        />
      </div>
      <PersonForms shown={shown} problems={problems} />
      <p>
        <Link className="usa-link" to={`/${slug}/settings/users`}>
          All people
        </Link>
      </p>
    </>
  )
}
