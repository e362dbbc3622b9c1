import { hasPermission, recordsGate } from '@cmr/auth'
import { Alert } from '@cmr/ui'
import { Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Shell, shownViewer } from '../../components/shell.tsx'
import { timeOfDay } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'

export const loader = tenantLoader(
  { permission: 'batch:read', gate: 'open' },
  async ({ ctx, deps, viewer, membership, support }) => {
    const { slug, name, timeZone } = membership.tenant
    return {
      office: { slug, name, timeZone },
      viewer: shownViewer(viewer),
      support:
        support === null
          ? null
          : {
              slug,
              reason: support.reason,
              mayWrite: support.mode === 'write',
              until: support.expiresAt === null ? '' : timeOfDay(support.expiresAt, timeZone),
            },
      missing: support === null ? (recordsGate(membership, deps.clock.today(timeZone)) ?? null) : null,
      mayReadLog: hasPermission(ctx.actor, 'audit:read'),
      maySeeSettings: hasPermission(ctx.actor, 'settings:read'),
    }
  },
)

/** Without data when a page below was refused before this loader ran. */
export const meta = ({ data }: { data: Awaited<ReturnType<typeof loader>> | null | undefined }) => [
  { title: data ? `${data.office.name} – Clear My Record` : 'Clear My Record' },
]

type Layout = Awaited<ReturnType<typeof loader>>

const MISSING: Readonly<Record<NonNullable<Layout['missing']>, string>> = {
  'training-missing': 'Your security training is missing or older than a year, so records are closed to you.',
  'agreement-missing': 'Your signed security agreement is missing, so records are closed to you.',
  'membership-ended': 'Your time in this office has ended, so records are closed to you.',
}

function linksOf({ office: { slug }, mayReadLog, maySeeSettings }: Layout) {
  return [
    { to: `/${slug}`, label: 'Home', end: true },
    { to: `/${slug}/files`, label: 'Files' },
    { to: `/${slug}/runs`, label: 'Runs' },
    { to: `/${slug}/results`, label: 'People and results' },
    { to: `/${slug}/policy`, label: 'Policy' },
    ...(mayReadLog ? [{ to: `/${slug}/activity`, label: 'Activity' }] : []),
    ...(maySeeSettings ? [{ to: `/${slug}/settings`, label: 'Settings' }] : []),
  ]
}

function Frame({ layout, children }: { readonly layout: Layout; readonly children: ReactNode }) {
  return (
    <Shell office={layout.office} viewer={layout.viewer} support={layout.support} links={linksOf(layout)}>
      {layout.missing !== null && (
        <Alert type="warning" headingLevel="h2" slim role="status">
          {MISSING[layout.missing]} Ask an administrator of your office to record it.
        </Alert>
      )}
      {children}
    </Shell>
  )
}

export default function TenantLayout() {
  const layout = useLoaderData<typeof loader>()
  return (
    <Frame layout={layout}>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const layout = useRouteLoaderData<typeof loader>('routes/$tenant')
  if (!layout) {
    return (
      <main id="main-content" className="grid-container page__main">
        <ErrorNotice error={error} />
      </main>
    )
  }
  return (
    <Frame layout={layout}>
      <ErrorNotice error={error} />
    </Frame>
  )
}
