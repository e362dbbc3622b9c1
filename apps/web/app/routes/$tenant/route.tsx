import { Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Shell } from '../../components/shell.tsx'
import { tenantLoader } from '../../route-builder.ts'

export const loader = tenantLoader({ permission: 'batch:read' }, async ({ viewer, membership }) => ({
  office: { slug: membership.tenant.slug, name: membership.tenant.name, timeZone: membership.tenant.timeZone },
  userName: viewer.name,
}))

/** Without data when a page below was refused before this loader ran. */
export const meta = ({ data }: { data: Awaited<ReturnType<typeof loader>> | null | undefined }) => [
  { title: data ? `${data.office.name} – Clear My Record` : 'Clear My Record' },
]

function linksOf(slug: string) {
  return [
    { to: `/${slug}`, label: 'Home', end: true },
    { to: `/${slug}/files`, label: 'Files' },
    { to: `/${slug}/runs`, label: 'Runs' },
    { to: `/${slug}/results`, label: 'People and results' },
    { to: `/${slug}/policy`, label: 'Policy' },
  ]
}

export default function TenantLayout() {
  const { office, userName } = useLoaderData<typeof loader>()
  return (
    <Shell office={office} userName={userName} links={linksOf(office.slug)}>
      <Outlet />
    </Shell>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const data = useRouteLoaderData<typeof loader>('routes/$tenant')
  if (!data) {
    return (
      <main id="main-content" className="grid-container page__main">
        <ErrorNotice error={error} />
      </main>
    )
  }
  return (
    <Shell office={data.office} userName={data.userName} links={linksOf(data.office.slug)}>
      <ErrorNotice error={error} />
    </Shell>
  )
}
