import { releases } from '@cmr/services'
import { EmptyState, SimpleTable } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Pages } from '../../components/pages.tsx'
import { bytes, counted, instant } from '../../format.ts'
import { officeNames } from '../../office-names.server.ts'
import { tenantLoader } from '../../route-builder.ts'

const PAGE_SIZE = 50

const KINDS = { export: 'Export', 'court-file': 'Court file', 'support-download': 'Download by support' } as const

/** The dissemination log: which records were handed over, to whom and for what. */
export const loader = tenantLoader(
  {
    permission: 'audit:read',
    gate: 'open',
    query: z.object({ page: z.coerce.number().int().min(1).catch(1) }),
  },
  async ({ ctx, deps, app, query: { page }, membership: { tenant } }) => {
    const { releases: shown, total } = await releases.listReleases(ctx, deps, { page, pageSize: PAGE_SIZE })
    const names = await officeNames({ ctx, deps, app })
    return {
      slug: tenant.slug,
      page,
      pages: Math.ceil(total / PAGE_SIZE),
      total,
      list: shown.map(({ id, kind, recipient, purpose, releasedBy, bytes: size, sha256, at }) => ({
        id,
        kind: KINDS[kind],
        recipient,
        purpose,
        who: names.get(releasedBy) ?? `user ${releasedBy}`,
        size: size === null ? 'streamed' : bytes(size),
        sha256: sha256 ?? 'not known before it was sent',
        at: instant(at, tenant.timeZone),
      })),
    }
  },
)

export const meta = () => [{ title: 'Records handed over – Clear My Record' }]

export default function Releases() {
  const { slug, page, pages, total, list } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>Records handed over</h1>
      <p className="page__lead">Every file with records that left the service, to whom and for what, latest first.</p>
      {list.length === 0 ? (
        <EmptyState title="Nothing was handed over">
          <p>Downloads of result files and of the office’s archive appear here.</p>
        </EmptyState>
      ) : (
        <>
          <p role="status">{counted(total, 'release')}</p>
          <SimpleTable
            caption="Records handed over"
            head={['When', 'Recipient', 'Purpose', 'By', 'Kind', 'Size', 'SHA-256']}
            rows={list.map(({ id, at, recipient, purpose, who, kind, size, sha256 }) => ({
              key: id,
              cells: [
                at,
                recipient,
                purpose,
                who,
                kind,
                size,
                <span className="upload-item__hash" key="hash">
                  {sha256}
                </span>,
              ],
            }))}
          />
        </>
      )}
      <Pages page={page} pages={pages} label="Pages of releases" />
      <p className="no-print">
        <Link className="usa-link" to={`/${slug}/activity`}>
          All activity
        </Link>
      </p>
    </>
  )
}
