import { AppError } from '@cmr/errors'
import { tenants } from '@cmr/services'
import { EmptyState, StatusMark } from '@cmr/ui'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useRouteError } from '@remix-run/react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Shell } from '../../components/shell.tsx'
import { errorResponse } from '../../error-response.server.ts'
import { instant } from '../../format.ts'
import { requireViewer } from '../../route-builder.server.ts'

const ZONE = 'America/New_York'

/** What people of Code for America see: offices by name with counts and health, never a record. */
export async function loader(args: LoaderFunctionArgs) {
  const viewer = await requireViewer(args, false)
  const { app, requestId } = args.context
  if (viewer.staff === null) {
    const reason = 'unknown-address'
    throw errorResponse(
      new AppError('NOT_FOUND', 'There is nothing at this address.', { details: { reason } }),
      requestId,
    )
  }
  const offices = await tenants.listOffices(app.deps, app.auth)
  return {
    userName: viewer.name,
    offices: offices.map(({ lastActivityAt, ...office }) => ({
      ...office,
      lastActivity: lastActivityAt === null ? 'none yet' : instant(lastActivityAt, ZONE),
    })),
  }
}

export const meta = () => [{ title: 'Support – Clear My Record' }]

const OFFICE = { slug: 'support', name: 'Support desk' }

export default function Support() {
  const { userName, offices } = useLoaderData<typeof loader>()
  return (
    <Shell office={OFFICE} userName={userName} links={[]}>
      <h1>Offices</h1>
      <p className="page__lead">
        Health of every office. No record of any office is shown here; looking into an office needs its own approval.
      </p>
      {offices.length === 0 ? (
        <EmptyState title="No offices yet">
          <p>Offices appear here as soon as an operator has added one.</p>
        </EmptyState>
      ) : (
        <div className="table-scroll" role="region" aria-label="Offices" tabIndex={0}>
          <table className="usa-table usa-table--compact usa-table--borderless">
            <caption>Offices</caption>
            <thead>
              <tr>
                <th scope="col">Office</th>
                <th scope="col">Health</th>
                <th scope="col">Batches</th>
                <th scope="col">Runs published</th>
                <th scope="col">Jobs under way</th>
                <th scope="col">Jobs failed</th>
                <th scope="col">Last activity (Eastern)</th>
              </tr>
            </thead>
            <tbody>
              {offices.map((office) => (
                <tr key={office.id}>
                  <th scope="row">{office.name}</th>
                  <td>
                    {office.jobsFailed > 0 ? (
                      <StatusMark tone="attention">Look into failures</StatusMark>
                    ) : (
                      <StatusMark tone="positive">Fine</StatusMark>
                    )}
                  </td>
                  <td className="numeric">{office.batches.toLocaleString('en-US')}</td>
                  <td className="numeric">{office.runsPublished.toLocaleString('en-US')}</td>
                  <td className="numeric">{office.jobsUnderWay.toLocaleString('en-US')}</td>
                  <td className="numeric">{office.jobsFailed.toLocaleString('en-US')}</td>
                  <td>{office.lastActivity}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Shell>
  )
}

export function ErrorBoundary() {
  return (
    <main id="main-content" className="grid-container page__main">
      <ErrorNotice error={useRouteError()} />
    </main>
  )
}
