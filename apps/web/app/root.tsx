import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { LinksFunction } from '@remix-run/node'
import type { ReactNode } from 'react'
import { ErrorNotice } from './components/error-notice.tsx'
import { useFocusOnNavigation } from './components/use-focus-on-navigation.ts'
import { useNonce } from './nonce.ts'
import { publicLoader } from './route-builder.ts'
import icon from './icon.svg?url'
import styles from './styles.scss?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: icon, type: 'image/svg+xml' },
]

export const meta = () => [{ title: 'Clear My Record' }]

export const loader = publicLoader({ because: 'It says only whether the records are made up.' }, async ({ app }) => ({
  practiceData: app.practiceData,
}))

export function Layout({ children }: { readonly children: ReactNode }) {
  const nonce = useNonce()
  const data = useRouteLoaderData<typeof loader>('root')
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <Meta />
        <Links />
      </head>
      <body>
        <a className="usa-skipnav" href="#main-content">
          Skip to main content
        </a>
        {data?.practiceData === true && (
          <div className="notice-bar" role="region" aria-label="About these records">
            <div className="grid-container-widescreen">
              <p>Practice data: the people and records on these pages are made up.</p>
            </div>
          </div>
        )}
        {children}
        <ScrollRestoration nonce={nonce} getKey={(location) => location.pathname} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  useFocusOnNavigation()
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <main id="main-content" className="grid-container page__main">
      <ErrorNotice error={useRouteError()} />
    </main>
  )
}
