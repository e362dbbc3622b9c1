import { batches } from '@cmr/services'
import { EmptyState, StatusMark } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { BATCH_STATES, rowsRead } from '../../batch-words.ts'
import { Pages } from '../../components/pages.tsx'
import { counted, instant } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'

const PAGE_SIZE = 25

export const loader = tenantLoader(
  { permission: 'batch:read', query: z.object({ page: z.coerce.number().int().min(1).catch(1) }) },
  async ({ ctx, deps, query, membership }) => {
    const { batches: shown, total } = await batches.listBatches(ctx, deps, { page: query.page, pageSize: PAGE_SIZE })
    return {
      slug: ctx.tenant.slug,
      page: query.page,
      pages: Math.ceil(total / PAGE_SIZE),
      list: shown.map(({ id, state, createdAt, files }) => ({
        id,
        state,
        at: instant(createdAt, membership.tenant.timeZone),
        names: files.map(({ name }) => name),
        rejected: files.filter((file) => file.state === 'rejected').length,
        rows: rowsRead(files),
      })),
    }
  },
)

export const meta = () => [{ title: 'Files – Clear My Record' }]

export default function Files() {
  const { slug, list, page, pages } = useLoaderData<typeof loader>()
  const add = (
    <Link className="usa-button" to={`/${slug}/files/new`}>
      Add files
    </Link>
  )
  if (list.length === 0) {
    return (
      <>
        <h1>Files</h1>
        <EmptyState title="No files yet">
          <p>Add the criminal history files the state sent to your office. They are the start of everything here.</p>
          <p>{add}</p>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <h1>Files</h1>
      <p className="page__lead">Every batch of files your office has sent, newest first.</p>
      <p className="no-print">{add}</p>
      <div className="table-scroll" role="region" aria-label="Batches of files" tabIndex={0}>
        <table className="usa-table usa-table--compact usa-table--borderless">
          <caption>Batches of files</caption>
          <thead>
            <tr>
              <th scope="col">Files</th>
              <th scope="col">Added</th>
              <th scope="col">State</th>
              <th scope="col" className="numeric">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map(({ id, state, at, names, rejected, rows }) => (
              <tr key={id}>
                <th scope="row">
                  <Link
                    className="usa-link"
                    to={state === 'draft' ? `/${slug}/files/new?batch=${id}` : `/${slug}/files/${id}`}
                  >
                    {names.length === 0 ? 'No file yet' : names.join(', ')}
                  </Link>
                </th>
                <td>{at}</td>
                <td>
                  <StatusMark tone={BATCH_STATES[state].tone}>{BATCH_STATES[state].word}</StatusMark>
                  {rejected > 0 && <div>{counted(rejected, 'file')} not accepted</div>}
                </td>
                <td className="numeric">{state === 'draft' ? '–' : rows.toLocaleString('en-US')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages page={page} pages={pages} label="Pages of batches" />
    </>
  )
}
