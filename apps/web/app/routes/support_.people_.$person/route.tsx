import {
  changeStaff,
  disableStaff,
  enableStaff,
  listStaff,
  offerStaffPasswordReset,
  resetStaffFactors,
  setStaffDates,
  unlockStaff,
} from '@cmr/auth'
import { AppError } from '@cmr/errors'
import { Button, ErrorSummary, Facts, SelectField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { AccountActsForm } from '../../components/account-acts-form.tsx'
import { PersonnelDatesForm } from '../../components/personnel-dates-form.tsx'
import { SecretLink } from '../../components/secret-link.tsx'
import { SupportDesk } from '../../components/support-desk.tsx'
import { instant } from '../../format.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { STAFF_CHOICES } from '../../role-words.ts'
import { staffAction, staffLoader } from '../../route-builder.ts'
import { actingStaff, DESK_ZONE, supportDesk } from '../../support-desk.server.ts'

const date = z.iso.date('Enter a day').optional()

const PersonForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('staff'), staff: z.enum(['onboarding', 'support', 'operator']) }),
  z.object({ intent: z.literal('dates'), trainingOn: date, agreementOn: date, endsOn: date }),
  z.object({ intent: z.enum(['disable', 'enable', 'unlock', 'reset-factors', 'reset-password']) }),
])

/** Somebody of Code for America by the id of the address. Throws NOT_FOUND, also for somebody of an office. */
const personId = (value: string | undefined) => {
  const { success, data } = z.uuid().safeParse(value)
  if (success) return data
  throw unknownPerson()
}

function unknownPerson(): AppError {
  return new AppError('NOT_FOUND', 'There is no such person at Code for America.', {
    details: { reason: 'unknown-person' },
  })
}

export const loader = staffLoader({ staff: ['operator'] }, async ({ params, viewer, staff, app: { auth }, origin }) => {
  const userId = personId(params['person'])
  const people = await listStaff(auth, actingStaff({ viewer, staff, origin }))
  const person = people.find((one) => one.userId === userId)
  if (person === undefined) throw unknownPerson()
  const at = (moment: Date | null) => (moment === null ? null : instant(moment, DESK_ZONE))
  const { name, email, staff: does, trainingOn, agreementOn, endsOn, lockedAt, disabledAt, lastSignInAt } = person
  return {
    desk: supportDesk({ viewer, staff }),
    person: { name, email, does, trainingOn, agreementOn, endsOn },
    isOneself: userId === viewer.userId,
    lockedAt: at(lockedAt),
    disabledAt: at(disabledAt),
    lastSignInAt: at(lastSignInAt),
  }
})

export const action = staffAction(
  { staff: ['operator'], stepUp: true },
  async ({ request, params, viewer, staff, app: { auth, identity }, origin }) => {
    const read = readForm(PersonForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const userId = personId(params['person'])
    const who = actingStaff({ viewer, staff, origin })
    const given = read.value
    try {
      if (given.intent === 'reset-password') {
        const token = await offerStaffPasswordReset(auth, who, userId)
        return { link: `${identity.site.origin}/reset-password#${token}` }
      }
      if (given.intent === 'staff') await changeStaff(auth, who, userId, given.staff)
      else if (given.intent === 'dates') {
        const { trainingOn = null, agreementOn = null, endsOn = null } = given
        await setStaffDates(auth, who, userId, { trainingOn, agreementOn, endsOn })
      } else {
        const act = {
          disable: disableStaff,
          enable: enableStaff,
          unlock: unlockStaff,
          'reset-factors': resetStaffFactors,
        }[given.intent]
        await act(auth, who, userId)
      }
    } catch (error) {
      return refusedBy(error, given.intent === 'staff' ? 'staff' : 'acts')
    }
    return redirect(`/support/people/${userId}`)
  },
)

export const meta = () => [{ title: 'A person of Code for America – Clear My Record' }]

type Shown = Awaited<ReturnType<typeof loader>>

export default function StaffPerson() {
  const { desk, ...shown } = useLoaderData<typeof loader>()
  const { person } = shown
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  return (
    <SupportDesk desk={desk}>
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
            ['Last sign-in (Eastern)', shown.lastSignInAt ?? 'never'],
            ['Locked', shown.lockedAt ?? 'no'],
            ['Switched off', shown.disabledAt ?? 'no'],
          ]}
        />
      </div>
      {shown.isOneself ? (
        <p>Another operator changes what you do and your access.</p>
      ) : (
        <PartForm does={person.does} problems={problems} />
      )}
      <PersonnelDatesForm dates={person} lastDay="Last day at Code for America, if known" problems={problems} />
      {!shown.isOneself && (
        <AccountActsForm lockedAt={shown.lockedAt} disabledAt={shown.disabledAt} className="no-print" />
      )}
      <p className="no-print">
        <Link className="usa-link" to="/support/people">
          All people
        </Link>
      </p>
    </SupportDesk>
  )
}

interface PartFormProps {
  readonly does: Shown['person']['does']
  readonly problems: readonly FieldProblem[] | undefined
}

function PartForm({ does, problems }: PartFormProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post">
      <h2>What they do</h2>
      <SelectField
        name="staff"
        label="Their part; a change signs them out"
        choices={STAFF_CHOICES}
        defaultValue={does ?? 'support'}
        error={problemOf(problems, 'staff')}
      />
      <Button type="submit" name="intent" value="staff" disabled={busy}>
        Change the part
      </Button>
    </Form>
  )
}
