import { hasStaffPermission } from '@cmr/auth'
import { support, tenants } from '@cmr/services'
import { EmptyState, SimpleTable, StatusMark } from '@cmr/ui'
import { Link, useLoaderData, useRouteError } from '@remix-run/react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { HealthMark } from '../../components/health-mark.tsx'
import { SupportDesk } from '../../components/support-desk.tsx'
import { count, counted, instant } from '../../format.ts'
import { GRANT_WORDS, MODE_WORDS } from '../../grant-words.ts'
import { staffLoader } from '../../route-builder.ts'
import { actingStaff, DESK_ZONE, supportDesk } from '../../support-desk.server.ts'

/** What people of Code for America see: offices by name with counts and health, never a record; and their own requests. */
export const loader = staffLoader(
  { staff: ['onboarding', 'support', 'operator'] },
  async ({ viewer, staff, app, origin }) => {
    const who = actingStaff({ viewer, staff, origin })
    const offices = await tenants.listOffices(who, app.deps, app.auth)
    const mayRequest = hasStaffPermission(staff, 'support:request')
    const requests = mayRequest ? await support.listOwnRequests(who, app.deps, app.auth) : []
    return {
      desk: supportDesk({ viewer, staff }),
      mayRequest,
      maySetUp: hasStaffPermission(staff, 'office:create'),
      offices: offices.map(({ lastActivityAt, ...office }) => ({
        ...office,
        lastActivity: lastActivityAt === null ? 'none yet' : instant(lastActivityAt, DESK_ZONE),
      })),
      requests: requests.map(({ id, office, reason, ticket, hours, mode, state, requestedAt, expiresAt }) => ({
        id,
        office,
        reason,
        ticket,
        hours,
        mode,
        state,
        at: instant(requestedAt, DESK_ZONE),
        until: expiresAt === null ? null : instant(expiresAt, DESK_ZONE),
      })),
    }
  },
)

export const meta = () => [{ title: 'Support – Clear My Record' }]

type Desk = Awaited<ReturnType<typeof loader>>

export default function Support() {
  const { desk, mayRequest, maySetUp, offices, requests } = useLoaderData<typeof loader>()
  return (
    <SupportDesk desk={desk}>
      <h1>Offices</h1>
      <p className="page__lead">
        Health of every office. No record of any office is shown here; looking into an office needs its own approval.
      </p>
      <OfficeTable offices={offices} mayRequest={mayRequest} maySetUp={maySetUp} />
      {mayRequest && <RequestTable requests={requests} />}
    </SupportDesk>
  )
}

function OfficeTable({ offices, mayRequest, maySetUp }: Pick<Desk, 'offices' | 'mayRequest' | 'maySetUp'>) {
  if (offices.length === 0) {
    return (
      <EmptyState title="No offices yet">
        <p>{maySetUp ? 'Open the first one.' : 'Offices appear here as soon as onboarding has opened one.'}</p>
      </EmptyState>
    )
  }
  const head = [
    'Office',
    'Health',
    'Batches',
    'Runs published',
    'Jobs under way',
    'Jobs failed',
    'Last activity (Eastern)',
  ]
  return (
    <SimpleTable
      caption="Offices"
      head={mayRequest ? [...head, 'Access'] : head}
      rows={offices.map((office) => ({
        key: office.id,
        cells: [
          maySetUp ? (
            <Link className="usa-link" to={`/support/offices/${office.slug}`}>
              {office.name}
            </Link>
          ) : (
            office.name
          ),
          <HealthMark office={office} key="health" />,
          count(office.batches),
          count(office.runsPublished),
          count(office.jobsUnderWay),
          count(office.jobsFailed),
          office.lastActivity,
          ...(mayRequest
            ? [
                office.state === 'left' ? (
                  'closed'
                ) : (
                  <Link className="usa-link" to={`/support/request?office=${office.slug}`} key="ask">
                    Request access<span className="usa-sr-only"> to {office.name}</span>
                  </Link>
                ),
              ]
            : []),
        ],
      }))}
    />
  )
}

function RequestTable({ requests }: Pick<Desk, 'requests'>) {
  return (
    <>
      <h2>Your requests for access</h2>
      {requests.length === 0 ? (
        <EmptyState title="No request yet">
          <p>Ask an office for access when a ticket cannot be solved without looking. The office decides.</p>
        </EmptyState>
      ) : (
        <SimpleTable
          caption="Your requests for access (Eastern time)"
          head={['Office', 'State', 'Asked', 'Ticket', 'Reason', 'For', 'Until']}
          rows={requests.map(({ id, office, state, at, ticket, reason, hours, mode, until }) => ({
            key: id,
            cells: [
              state === 'approved' ? (
                <Link className="usa-link" to={`/${office.slug}`}>
                  Enter {office.name}
                </Link>
              ) : (
                office.name
              ),
              <StatusMark tone={GRANT_WORDS[state].tone} key="state">
                {GRANT_WORDS[state].word}
              </StatusMark>,
              at,
              ticket,
              reason,
              `${counted(hours, 'hour')}, ${MODE_WORDS[mode]}`,
              until ?? 'not decided',
            ],
          }))}
        />
      )}
    </>
  )
}

export function ErrorBoundary() {
  return (
    <main id="main-content" className="grid-container page__main">
      <ErrorNotice error={useRouteError()} />
    </main>
  )
}
