import { inviteFirstAdmin } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { tenants } from '@cmr/services'
import { Button, ErrorSummary, SelectField, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { InviteeFields } from '../../components/invitee-fields.tsx'
import { SecretLink } from '../../components/secret-link.tsx'
import { SupportDesk } from '../../components/support-desk.tsx'
import { inviteeFields } from '../../forms/invitee-fields.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { staffAction, staffLoader } from '../../route-builder.ts'
import { actingStaff, supportDesk } from '../../support-desk.server.ts'

const SLUG = 'Use small letters, digits and single hyphens, like contra-costa'

const OfficeForm = z.object({
  name: z.string({ error: 'Enter the office’s name' }).trim().min(1, 'Enter the office’s name').max(200),
  slug: z
    .string({ error: SLUG })
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, SLUG),
  /** `us-zz/Name`: the jurisdiction and its county. */
  county: z.string({ error: 'Choose a county' }).regex(/^[^/]+\/.+$/, 'Choose a county'),
  ...inviteeFields,
})

export const loader = staffLoader({ staff: ['onboarding', 'operator'] }, async ({ viewer, staff }) => ({
  desk: supportDesk({ viewer, staff }),
  counties: tenants
    .listPlaces()
    .flatMap(({ jurisdiction, name, counties }) =>
      counties.map((county) => ({ value: `${jurisdiction}/${county}`, label: `${county}, ${name}` })),
    ),
}))

/** Opens the office first: when the invitation fails, the office's page makes another one. */
export const action = staffAction(
  { staff: ['onboarding', 'operator'], stepUp: true },
  async ({ request, viewer, staff, app, origin }) => {
    const read = readForm(OfficeForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { name, slug, county: place, inviteeName, inviteeEmail } = read.value
    const [jurisdiction = '', county = ''] = place.split(/\/(.*)/)
    const who = actingStaff({ viewer, staff, origin })
    try {
      const id = await tenants.openOffice(who, app.deps, app.auth, { slug, name, jurisdiction, county })
      const invitee = { name: inviteeName, email: inviteeEmail }
      const { token } = await inviteFirstAdmin(app.auth, who, id, invitee)
      return { opened: { slug, name }, invited: inviteeName, link: `${app.identity.site.origin}/join#${token}` }
    } catch (error) {
      return refusedBy(error, fieldOf(error))
    }
  },
)

/** The field a verb's refusal is about: the address, unless the place is not known. */
function fieldOf(error: unknown): string {
  const reason = isAppError(error) ? error.details?.reason : undefined
  return reason === 'unknown-county' || reason === 'unknown-jurisdiction' ? 'county' : 'slug'
}

export const meta = () => [{ title: 'Open an office – Clear My Record' }]

export default function OpenOffice() {
  const { desk, counties } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  if (answer && 'opened' in answer) {
    const { slug, name } = answer.opened
    return (
      <SupportDesk desk={desk}>
        <h1>{name} is open</h1>
        <SecretLink heading={`Invitation for ${answer.invited}, the first administrator`} link={answer.link}>
          Give this link to them yourself, by a way you trust.
        </SecretLink>
        <p>
          <Link className="usa-link" to={`/support/offices/${slug}`}>
            See the office
          </Link>
        </p>
      </SupportDesk>
    )
  }
  return (
    <SupportDesk desk={desk}>
      <h1>Open an office</h1>
      <p className="page__lead">
        Its first administrator invites everybody else. Once there is one, nobody of Code for America can let anybody
        in.
      </p>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      <OfficeFields counties={counties} problems={problems} />
    </SupportDesk>
  )
}

interface OfficeFieldsProps {
  readonly counties: readonly { readonly value: string; readonly label: string }[]
  readonly problems: readonly FieldProblem[] | undefined
}

function OfficeFields({ counties, problems }: OfficeFieldsProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className="no-print">
      <TextField
        name="name"
        label="Name of the office"
        hint="As its people write it, such as Contra Costa County District Attorney."
        error={problemOf(problems, 'name')}
        autoComplete="off"
        maxLength={200}
      />
      <TextField
        name="slug"
        label="Its part of the address"
        hint="It stands in every address of the office and is never changed, such as contra-costa."
        error={problemOf(problems, 'slug')}
        autoComplete="off"
        autoCapitalize="off"
        maxLength={60}
      />
      <SelectField
        name="county"
        label="County"
        choices={[{ value: '', label: 'Choose a county' }, ...counties]}
        error={problemOf(problems, 'county')}
      />
      <h2>First administrator</h2>
      <InviteeFields problems={problems} />
      <p className="actions">
        <Button type="submit" disabled={busy}>
          Open the office and make the invitation
        </Button>
        <Link className="usa-link" to="/support">
          Back to the offices
        </Link>
      </p>
    </Form>
  )
}
