import { isAppError } from '@cmr/errors'
import { support, tenants } from '@cmr/services'
import { Button, ErrorSummary, SelectField, TextAreaField, TextField } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { SupportDesk } from '../../components/support-desk.tsx'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { staffAction, staffLoader } from '../../route-builder.ts'
import { actingStaff, supportDesk } from '../../support-desk.server.ts'

const USUAL_HOURS = 4
const MOST_HOURS = 72

const RequestForm = z.object({
  office: z.string({ error: 'Choose an office' }).max(60),
  reason: z.string({ error: 'Say what you have to look at, and why' }).trim().min(1).max(500),
  ticket: z.string({ error: 'Enter the number of the ticket' }).trim().min(1).max(60),
  hours: z.coerce.number({ error: 'Enter a number of hours' }).int().min(1, 'At least one hour'),
  mode: z.enum(['read', 'write']).default('read'),
})

export const loader = staffLoader({ staff: ['support'] }, async ({ request, viewer, staff, app, origin }) => ({
  desk: supportDesk({ viewer, staff }),
  chosen: new URL(request.url).searchParams.get('office') ?? '',
  offices: (await tenants.listOffices(actingStaff({ viewer, staff, origin }), app.deps, app.auth)).map(
    ({ slug, name }) => ({ value: slug, label: name }),
  ),
}))

/** The office sees the reason and the ticket as they are typed here: they must name nobody. */
export const action = staffAction(
  { staff: ['support'], stepUp: true },
  async ({ request, viewer, staff, app, origin }) => {
    const read = readForm(RequestForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const who = { ...actingStaff({ viewer, staff, origin }), name: viewer.name }
    try {
      await support.requestSupport(who, app.deps, app.auth, read.value)
    } catch (error) {
      return refusedBy(error, isAppError(error, 'VALIDATION') ? String(error.details?.['field'] ?? 'hours') : 'office')
    }
    return redirect('/support')
  },
)

export const meta = () => [{ title: 'Request access – Clear My Record' }]

export default function RequestAccess() {
  const { desk, chosen, offices } = useLoaderData<typeof loader>()
  const problems = useActionData<typeof action>()?.problems
  const busy = useNavigation().state !== 'idle'
  return (
    <SupportDesk desk={desk}>
      <h1>Request access to an office</h1>
      <p className="page__lead">
        An administrator of the office reads this and decides. Everything you look at is written into the office’s own
        log. Name no person in the reason.
      </p>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      <Form method="post">
        <SelectField
          name="office"
          label="Office"
          choices={offices}
          defaultValue={chosen}
          error={problemOf(problems, 'office')}
        />
        <TextAreaField
          name="reason"
          label="What you have to look at, and why"
          error={problemOf(problems, 'reason')}
          maxLength={500}
        />
        <TextField name="ticket" label="Ticket" error={problemOf(problems, 'ticket')} maxLength={60} />
        <TextField
          name="hours"
          label="For how many hours"
          hint={`${USUAL_HOURS} are usual, ${MOST_HOURS} the most.`}
          type="number"
          min={1}
          max={MOST_HOURS}
          defaultValue={USUAL_HOURS}
          error={problemOf(problems, 'hours')}
        />
        <SelectField
          name="mode"
          label="What you may do"
          choices={[
            { value: 'read', label: 'Look only' },
            { value: 'write', label: 'Also change files, policy and runs' },
          ]}
        />
        <p className="actions">
          <Button type="submit" disabled={busy}>
            Send the request
          </Button>
          <Link className="usa-link" to="/support">
            Back to the offices
          </Link>
        </p>
      </Form>
    </SupportDesk>
  )
}
