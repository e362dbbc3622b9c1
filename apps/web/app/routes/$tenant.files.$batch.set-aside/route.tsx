import { batches } from '@cmr/services'
import { EmptyState } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { sumLines } from '../../batch-words.ts'
import { BalanceLine } from '../../components/balance-line.tsx'
import { Pages } from '../../components/pages.tsx'
import { count, counted } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'

const PAGE_SIZE = 100

export const loader = tenantLoader(
  {
    permission: 'batch:read',
    params: z.object({ batch: z.uuid() }),
    query: z.object({
      page: z.coerce.number().int().min(1).catch(1),
      reason: z.string().max(100).optional().catch(undefined),
    }),
  },
  async ({ ctx, deps, params, query: { page, reason } }) => {
    const { batch, rows, total, reasons } = await batches.listSetAside(ctx, deps, {
      ...{ batchId: params.batch, page, pageSize: PAGE_SIZE },
      ...(reason !== undefined && { reason }),
    })
    return {
      slug: ctx.tenant.slug,
      id: batch.id,
      lines: sumLines(batch.files.filter(({ state }) => state === 'loaded').map(({ ledger }) => ledger)),
      rows,
      total,
      reasons,
      reason: reason ?? null,
      page,
      pages: Math.ceil(total / PAGE_SIZE),
    }
  },
)

export const meta = () => [{ title: 'Set aside – Clear My Record' }]

export default function SetAside() {
  const { slug, id, lines, rows, total, reasons, reason, page, pages } = useLoaderData<typeof loader>()
  const here = `/${slug}/files/${id}/set-aside`
  return (
    <>
      <nav aria-label="Breadcrumb" className="no-print">
        <Link className="usa-link" to={`/${slug}/files/${id}`}>
          Batch of files
        </Link>
      </nav>
      <h1>Set aside</h1>
      <p className="page__lead">
        Rows that could not be read are never dropped: each is kept with the line it stands on and the reason. Nothing
        they say was used for an answer.
      </p>
      <BalanceLine ledger={lines} />
      {reasons.length === 0 ? (
        <EmptyState title="Nothing was set aside">
          <p>Every row of the files that were accepted was read.</p>
        </EmptyState>
      ) : (
        <>
          <h2>Reasons</h2>
          <ul className="usa-list" aria-label="Reasons">
            {reasons.map((one) => (
              <li key={one.reason}>
                <Link
                  className="usa-link"
                  to={`${here}?${new URLSearchParams({ reason: one.reason })}`}
                  aria-current={one.reason === reason ? 'true' : undefined}
                >
                  {counted(one.count, 'row')}
                </Link>
                : {one.label}
              </li>
            ))}
          </ul>
          <p className="actions no-print">
            <a className="usa-button usa-button--outline" href={`${here}.csv`} download="set-aside.csv">
              Download the list
            </a>
            {reason !== null && (
              <Link className="usa-link" to={here}>
                Show every reason
              </Link>
            )}
          </p>
          <div className="table-scroll" role="region" aria-label="Rows that were set aside" tabIndex={0}>
            <table className="usa-table usa-table--compact usa-table--borderless">
              <caption>{counted(total, 'row')} set aside</caption>
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col">Line</th>
                  <th scope="col">Reason</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ file, line, lastLine, label }) => (
                  <tr key={`${file} ${line}`}>
                    <th scope="row">{file}</th>
                    <td>{line === lastLine ? count(line) : `${count(line)} to ${count(lastLine)}`}</td>
                    <td>{label}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pages page={page} pages={pages} label="Pages of rows that were set aside" />
        </>
      )}
    </>
  )
}
