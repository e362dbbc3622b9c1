import { listSsoOnlyOffices } from '@cmr/auth'
import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Shell, shownViewer } from '../../components/shell.tsx'
import { EmptyState } from '@cmr/ui'
import { accountLoader } from '../../route-builder.ts'

/** Sends people on to where they work; only someone of several offices, or of none, sees this page. */
export const loader = accountLoader({}, async ({ viewer, app }) => {
  const [only, ...others] = viewer.memberships
  if (viewer.staff !== null) throw redirect('/support')
  const elsewhere = viewer.tenantId === null ? await listSsoOnlyOffices(app.auth, viewer.userId) : []
  if (only !== undefined && others.length + elsewhere.length === 0) throw redirect(`/${only.tenant.slug}`)
  return {
    viewer: shownViewer(viewer),
    elsewhere,
    offices: viewer.memberships.map(({ tenant }) => ({ slug: tenant.slug, name: tenant.name })),
  }
})

export const meta = () => [{ title: 'Offices – Clear My Record' }]

export default function ChooseOffice() {
  const { viewer, offices, elsewhere } = useLoaderData<typeof loader>()
  return (
    <Shell office={{ slug: '', name: 'Clear My Record' }} viewer={viewer} links={[]}>
      <h1>Your offices</h1>
      {offices.length === 0 && elsewhere.length === 0 ? (
        <EmptyState title="No office yet">
          <p>Your account works, but no office has added you. Ask an administrator of your office to do so.</p>
        </EmptyState>
      ) : (
        <ul className="usa-list">
          {offices.map(({ slug, name }) => (
            <li key={slug}>
              <Link className="usa-link" to={`/${slug}`}>
                {name}
              </Link>
            </li>
          ))}
          {elsewhere.map(({ slug, name }) => (
            <li key={slug}>
              <a className="usa-link" href={`/sign-in/${slug}`}>
                {name}
              </a>
              : sign in with your account at this office; a password does not lead in.
            </li>
          ))}
        </ul>
      )}
    </Shell>
  )
}
