import { isAppError } from '@cmr/errors'
import { leaving, tenants } from '@cmr/services'
import { Alert, Button, ErrorSummary, SelectField, TextField } from '@cmr/ui'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { SupportDesk } from '../../components/support-desk.tsx'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { staffAction, staffLoader } from '../../route-builder.ts'
import { actingStaff, supportDesk } from '../../support-desk.server.ts'

const RemovalForm = z.object({
  office: z.uuid({ error: 'Choose an office' }),
  confirm: z.string({ error: 'Type the office’s part of the address' }).max(60),
})

export const loader = staffLoader({ staff: ['operator'] }, async ({ viewer, staff, app, origin }) => ({
  desk: supportDesk({ viewer, staff }),
  offices: (await tenants.listOffices(actingStaff({ viewer, staff, origin }), app.deps, app.auth)).map(
    ({ id, slug, name }) => ({
      value: id,
      label: `${name} (${slug})`,
    }),
  ),
}))

/** Removes everything of an office that asked to leave and has exported what it owns. */
export const action = staffAction(
  { staff: ['operator'], stepUp: true },
  async ({ request, viewer, staff, app, origin }) => {
    const read = readForm(RemovalForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { office: tenantId, confirm } = read.value
    const who = actingStaff({ viewer, staff, origin })
    try {
      return await leaving.finishLeaving(who, app.deps, { tenantId, confirm })
    } catch (error) {
      return refusedBy(error, isAppError(error, 'VALIDATION') ? 'confirm' : 'office')
    }
  },
)

export const meta = () => [{ title: 'Remove an office – Clear My Record' }]

export default function RemoveOffice() {
  const { desk, offices } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  const busy = useNavigation().state !== 'idle'
  return (
    <SupportDesk desk={desk}>
      <h1>Remove an office that leaves</h1>
      <p className="page__lead">
        Its keys are destroyed, its files and rows removed. Nobody can bring them back, from a backup either. The office
        must have asked to leave and exported what it owns.
      </p>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {answer && 'certificate' in answer && (
        <>
          <Alert type="success" headingLevel="h2" slim>
            Everything was removed. Give this signed certificate to the office.
          </Alert>
          <pre className="certificate">{answer.certificate}</pre>
        </>
      )}
      <Form method="post" className="no-print">
        <SelectField name="office" label="Office" choices={offices} error={problemOf(problems, 'office')} />
        <TextField
          name="confirm"
          label="Type the office’s part of the address to confirm"
          error={problemOf(problems, 'confirm')}
          autoComplete="off"
          autoCapitalize="off"
        />
        <p className="actions">
          <Button type="submit" secondary disabled={busy}>
            Remove everything of this office
          </Button>
          <Link className="usa-link" to="/support">
            Back to the offices
          </Link>
        </p>
      </Form>
    </SupportDesk>
  )
}
