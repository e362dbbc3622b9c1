import { runs } from '@cmr/services'
import { EmptyState, StatusMark } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { RUN_STATES } from '../../batch-words.ts'
import { Pages } from '../../components/pages.tsx'
import { day, instant } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'

const PAGE_SIZE = 25

export const loader = tenantLoader(
  { permission: 'run:read', query: z.object({ page: z.coerce.number().int().min(1).catch(1) }) },
  async ({ ctx, deps, query, membership }) => {
    const { runs: shown, total } = await runs.listRuns(ctx, deps, { page: query.page, pageSize: PAGE_SIZE })
    return {
      slug: ctx.tenant.slug,
      page: query.page,
      pages: Math.ceil(total / PAGE_SIZE),
      list: shown.map(({ id, state, county, asOf, createdAt, jurisdictionVersion, ruleset }) => ({
        id,
        state,
        county,
        asOf: day(asOf),
        at: instant(createdAt, membership.tenant.timeZone),
        version: jurisdictionVersion,
        ruleset,
      })),
    }
  },
)

export const meta = () => [{ title: 'Runs – Clear My Record' }]

export default function Runs() {
  const { slug, list, page, pages } = useLoaderData<typeof loader>()
  if (list.length === 0) {
    return (
      <>
        <h1>Runs</h1>
        <EmptyState title="No runs yet">
          <p>
            A run evaluates every conviction of a batch of files. The first one starts by itself after you confirm
            files.
          </p>
          <p>
            <Link className="usa-button" to={`/${slug}/files`}>
              Go to files
            </Link>
          </p>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <h1>Runs</h1>
      <p className="page__lead">Each run evaluated one batch of files with one version of your policy, newest first.</p>
      <div className="table-scroll" role="region" aria-label="Runs" tabIndex={0}>
        <table className="usa-table usa-table--compact usa-table--borderless">
          <caption>Runs</caption>
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">State</th>
              <th scope="col">County</th>
              <th scope="col">As of</th>
              <th scope="col">Rules</th>
            </tr>
          </thead>
          <tbody>
            {list.map(({ id, state, county, asOf, at, version, ruleset }) => (
              <tr key={id}>
                <th scope="row">
                  <Link className="usa-link" to={`/${slug}/runs/${id}`}>
                    {at}
                  </Link>
                </th>
                <td>
                  <StatusMark tone={RUN_STATES[state].tone}>{RUN_STATES[state].word}</StatusMark>
                </td>
                <td>{county}</td>
                <td>{asOf}</td>
                <td>
                  {ruleset}, version {version}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages page={page} pages={pages} label="Pages of runs" />
    </>
  )
}
