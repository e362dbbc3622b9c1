import { NavLink, Outlet, useParams } from '@remix-run/react'
import { SETTINGS } from './settings-pages.ts'

/** The frame of all settings pages. */
export default function Settings() {
  const { tenant } = useParams()
  return (
    <>
      <nav aria-label="Settings" className="settings-nav no-print">
        <ul>
          {SETTINGS.map(({ to, label }) => (
            <li key={to}>
              <NavLink to={`/${tenant}/settings/${to}`} className={({ isActive }) => (isActive ? 'usa-current' : '')}>
                {label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  )
}
