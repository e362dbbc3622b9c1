import { Link, useLoaderData } from '@remix-run/react'
import { tenantLoader } from '../../route-builder.ts'
import { SETTINGS } from '../$tenant.settings/settings-pages.ts'

export const loader = tenantLoader({ permission: 'settings:read', gate: 'open' }, async ({ ctx }) => ({
  slug: ctx.tenant.slug,
}))

export const meta = () => [{ title: 'Settings – Clear My Record' }]

export default function SettingsOverview() {
  const { slug } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>Settings</h1>
      <dl className="facts">
        {SETTINGS.map(({ to, label, about }) => (
          <div className="facts__pair" key={to}>
            <dt>
              <Link className="usa-link" to={`/${slug}/settings/${to}`}>
                {label}
              </Link>
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
