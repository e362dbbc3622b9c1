import { Form, NavLink, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { accentOf } from './accent.ts'

export interface ShellProps {
  readonly office: { readonly slug: string; readonly name: string }
  readonly userName: string
  /** Side navigation in order; an empty list shows none. */
  readonly links: readonly { readonly to: string; readonly label: string; readonly end?: boolean }[]
  readonly children: ReactNode
}

/** The frame of every page behind the sign-in: whose office it is, where one can go, who is signed in. */
export function Shell({ office, userName, links, children }: ShellProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <div data-accent={accentOf(office.slug)}>
      <header className="office-bar">
        <div className="grid-container-widescreen office-bar__inner">
          <a className="office-bar__name" href="/">
            <span className="office-seal" aria-hidden="true">
              {initials(office.name)}
            </span>
            <span>
              {office.name}
              <span className="office-bar__product">Clear My Record</span>
            </span>
          </a>
          <span className="office-bar__user">Signed in as {userName}</span>
          <Form method="post" action="/sign-out">
            <button type="submit" className="usa-button usa-button--unstyled">
              Sign out
            </button>
          </Form>
        </div>
      </header>
      <div
        className={links.length > 0 ? 'grid-container-widescreen page' : 'grid-container-widescreen page page--wide'}
      >
        {links.length > 0 && (
          <nav aria-label="Main">
            <ul className="usa-sidenav">
              {links.map(({ to, label, end = false }) => (
                <li className="usa-sidenav__item" key={to}>
                  <NavLink to={to} end={end} className={({ isActive }) => (isActive ? 'usa-current' : '')}>
                    {label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <main id="main-content" className="page__main" aria-busy={busy}>
          {children}
        </main>
      </div>
      <footer className="usa-footer-line">
        <div className="grid-container-widescreen">
          <p>{office.name} · Clear My Record, a service of Code for America</p>
        </div>
      </footer>
    </div>
  )
}

function initials(name: string): string {
  return [...name.matchAll(/\b\p{Lu}/gu)]
    .slice(0, 2)
    .map(([letter]) => letter)
    .join('')
}
