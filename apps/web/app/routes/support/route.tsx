import { hasStaffPermission } from '@cmr/auth'
import { support, tenants } from '@cmr/services'
import { EmptyState, SimpleTable, StatusMark } from '@cmr/ui'
import { Link, useLoaderData, useRouteError } from '@remix-run/react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Shell, shownViewer } from '../../components/shell.tsx'
import { count, counted, instant } from '../../format.ts'
import { GRANT_WORDS, MODE_WORDS } from '../../grant-words.ts'
import { staffLoader } from '../../route-builder.ts'

const ZONE = 'America/New_York'

/** What people of Code for America see: offices by name with counts and health, never a record; and their own requests. */
export const loader = staffLoader(
  { staff: ['onboarding', 'support', 'operator'] },
  async ({ viewer, staff, app, origin }) => {
    const offices = await tenants.listOffices(app.deps, app.auth)
    const mayRequest = hasStaffPermission(staff, 'support:request')
    const who = { ...origin, userId: viewer.userId, sessionId: viewer.sessionId, staff }
    const requests = mayRequest ? await support.listOwnRequests(who, app.deps, app.auth) : []
    return {
      viewer: shownViewer(viewer),
      mayRequest,
      mayRemove: hasStaffPermission(staff, 'office:remove'),
      offices: offices.map(({ lastActivityAt, ...office }) => ({
        ...office,
        lastActivity: lastActivityAt === null ? 'none yet' : instant(lastActivityAt, ZONE),
      })),
      requests: requests.map(({ id, office, reason, ticket, hours, mode, state, requestedAt, expiresAt }) => ({
        id,
        office,
        reason,
        ticket,
        hours,
        mode,
        state,
        at: instant(requestedAt, ZONE),
        until: expiresAt === null ? null : instant(expiresAt, ZONE),
      })),
    }
  },
)

export const meta = () => [{ title: 'Support – Clear My Record' }]

const OFFICE = { slug: 'support', name: 'Support desk' }

type Desk = Awaited<ReturnType<typeof loader>>

export default function Support() {
  const { viewer, mayRequest, mayRemove, offices, requests } = useLoaderData<typeof loader>()
  return (
    <Shell office={OFFICE} viewer={viewer} links={[]}>
      <h1>Offices</h1>
      <p className="page__lead">
        Health of every office. No record of any office is shown here; looking into an office needs its own approval.
      </p>
      <OfficeTable offices={offices} mayRequest={mayRequest} />
      {mayRequest && <RequestTable requests={requests} />}
      {mayRemove && (
        <p>
          <Link className="usa-link" to="/support/removal">
            Remove an office that leaves
          </Link>
        </p>
      )}
    </Shell>
  )
}

function OfficeTable({ offices, mayRequest }: Pick<Desk, 'offices' | 'mayRequest'>) {
  if (offices.length === 0) {
    return (
      <EmptyState title="No offices yet">
        <p>Offices appear here as soon as an operator has added one.</p>
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
          office.name,
          office.jobsFailed > 0 ? (
            <StatusMark tone="attention">Look into failures</StatusMark>
          ) : (
            <StatusMark tone="positive">Fine</StatusMark>
          ),
          count(office.batches),
          count(office.runsPublished),
          count(office.jobsUnderWay),
          count(office.jobsFailed),
          office.lastActivity,
          ...(mayRequest
            ? [
                <Link className="usa-link" to={`/support/request?office=${office.slug}`} key="ask">
                  Request access<span className="usa-sr-only"> to {office.name}</span>
                </Link>,
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
