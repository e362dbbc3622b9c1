import { Form, Link, NavLink, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { SessionDialog } from '../session/session-dialog.tsx'
import { useSessionClock } from '../session/use-session-clock.ts'
import { accentOf } from './accent.ts'
import { SupportBar } from './support-bar.tsx'
import type { SupportBarProps } from './support-bar.tsx'

export interface ShellProps {
  readonly office: { readonly slug: string; readonly name: string }
  readonly viewer: ShownViewer
  /** Of somebody of Code for America inside an office. */
  readonly support?: SupportBarProps | null
  /** Side navigation in order; an empty list shows none. */
  readonly links: readonly { readonly to: string; readonly label: string; readonly end?: boolean }[]
  readonly children: ReactNode
}

/** Who is signed in, as every page knows them. */
export interface ShownViewer {
  readonly userId: string
  readonly name: string
  /** Milliseconds until the session ends if nothing is done. */
  readonly expiresInMs: number
}

/** What every page's loader hands to the shell. */
export const shownViewer = ({ userId, name, expiresInMs }: ShownViewer): ShownViewer => ({ userId, name, expiresInMs })

/** The frame of every page behind the sign-in: whose office it is, where one can go, who is signed in. */
export function Shell({ office, viewer, support = null, links, children }: ShellProps) {
  const busy = useNavigation().state !== 'idle'
  const clock = useSessionClock(viewer.userId, viewer.expiresInMs)
  const isConcealed = clock.phase === 'over' || clock.phase === 'other'
  return (
    <div data-accent={accentOf(office.slug)}>
      <SessionDialog clock={clock} />
      {support !== null && <SupportBar {...support} />}
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
          <span className="office-bar__user">
            Signed in as <Link to="/account">{viewer.name}</Link>
          </span>
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
        <main id="main-content" className={`page__main ${isConcealed ? 'concealed' : ''}`} aria-busy={busy}>
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
