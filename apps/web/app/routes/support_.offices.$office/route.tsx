import { getFirstAdmin, getSsoSetup, inviteFirstAdmin } from '@cmr/auth'
import { tenants } from '@cmr/services'
import { Button, ErrorSummary, Facts } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { HealthMark } from '../../components/health-mark.tsx'
import { InviteeFields } from '../../components/invitee-fields.tsx'
import { SecretLink } from '../../components/secret-link.tsx'
import { SupportDesk } from '../../components/support-desk.tsx'
import { count, instant } from '../../format.ts'
import { inviteeFields } from '../../forms/invitee-fields.ts'
import { readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { INVITE_WORDS } from '../../role-words.ts'
import { staffAction, staffLoader } from '../../route-builder.ts'
import { actingStaff, DESK_ZONE, supportDesk } from '../../support-desk.server.ts'

const InviteForm = z.object(inviteeFields)

export const loader = staffLoader(
  { staff: ['onboarding', 'operator'] },
  async ({ params, viewer, staff, app, origin }) => {
    const { id, slug, name, county, jurisdiction, state } = await tenants.findOffice(app.auth, params['office'] ?? '')
    const who = actingStaff({ viewer, staff, origin })
    const { hasAdmin, invite } = await getFirstAdmin(app.auth, who, id)
    const sso = await getSsoSetup(app.auth, who, id)
    const { lastActivityAt, ...health } = await tenants.officeHealth(who, app.deps, { id, slug, name, state })
    const place = tenants.listPlaces().find((one) => one.jurisdiction === jurisdiction)
    return {
      desk: supportDesk({ viewer, staff }),
      office: health,
      place: `${county}, ${place?.name ?? jurisdiction}`,
      lastActivity: lastActivityAt === null ? 'none yet' : instant(lastActivityAt, DESK_ZONE),
      hasAdmin,
      invite: invite && { ...invite, expiresAt: instant(invite.expiresAt, DESK_ZONE) },
      sso: sso === undefined ? 'not registered' : sso.isOn ? 'on' : 'registered; the office has not switched it on',
    }
  },
)

export const action = staffAction(
  { staff: ['onboarding', 'operator'], stepUp: true },
  async ({ request, params, viewer, staff, app, origin }) => {
    const read = readForm(InviteForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { inviteeName: name, inviteeEmail: email } = read.value
    const { id } = await tenants.findOffice(app.auth, params['office'] ?? '')
    try {
      const { token } = await inviteFirstAdmin(app.auth, actingStaff({ viewer, staff, origin }), id, { name, email })
      return { invited: name, link: `${app.identity.site.origin}/join#${token}` }
    } catch (error) {
      return refusedBy(error, 'first-administrator')
    }
  },
)

export const meta = () => [{ title: 'An office – Clear My Record' }]

type Shown = Awaited<ReturnType<typeof loader>>

export default function Office() {
  const { desk, office, place, lastActivity, sso, ...shown } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  return (
    <SupportDesk desk={desk}>
      <h1>{office.name}</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {answer && 'link' in answer && (
        <SecretLink heading={`Invitation for ${answer.invited}`} link={answer.link}>
          Give this link to them yourself, by a way you trust.
        </SecretLink>
      )}
      <div className="panel">
        <Facts
          items={[
            ['Address', `/${office.slug}`],
            ['County', place],
            ['Health', <HealthMark office={office} key="health" />],
            ['Batches', count(office.batches)],
            ['Runs published', count(office.runsPublished)],
            ['Jobs under way', count(office.jobsUnderWay)],
            ['Jobs failed', count(office.jobsFailed)],
            ['Last activity (Eastern)', lastActivity],
            ['Sign-in of its own', sso],
          ]}
        />
      </div>
      {office.state !== 'left' && (
        <>
          <p className="no-print">
            <Link className="usa-link" to={`/support/offices/${office.slug}/sign-on`}>
              Register its sign-in service
            </Link>
          </p>
          <FirstAdmin {...shown} problems={problems} />
        </>
      )}
      <p className="no-print">
        <Link className="usa-link" to="/support">
          All offices
        </Link>
      </p>
    </SupportDesk>
  )
}

function FirstAdmin({
  hasAdmin,
  invite,
  problems,
}: Pick<Shown, 'hasAdmin' | 'invite'> & { readonly problems: readonly FieldProblem[] | undefined }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <section aria-labelledby="first-administrator">
      <h2 id="first-administrator">First administrator</h2>
      {hasAdmin ? (
        <p>The office has an administrator, who invites its people. Nobody of Code for America can.</p>
      ) : (
        <>
          <p>
            {invite === null
              ? 'Nobody was invited yet.'
              : `${invite.name} was invited; the invitation ${INVITE_WORDS[invite.state]} (good until ${invite.expiresAt} Eastern).`}{' '}
            A new invitation takes an earlier one back.
          </p>
          <Form method="post" className="no-print">
            <InviteeFields problems={problems} />
            <p className="actions">
              <Button type="submit" disabled={busy}>
                Make an invitation
              </Button>
            </p>
          </Form>
        </>
      )}
    </section>
  )
}
