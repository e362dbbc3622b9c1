import type { Membership } from './identity.server.ts'

type Role = Membership['roles'][number]

/** What each role is called on pages, and what it is for. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly about: string }>> = {
  admin: { name: 'Administrator', about: 'people, access, keys and retention' },
  analyst: { name: 'Analyst', about: 'files, policy drafts and runs' },
  attorney: { name: 'Reviewing attorney', about: 'policy, and the release of what somebody else prepared' },
  auditor: { name: 'Auditor', about: 'reads the log and figures; names are masked' },
}

export const ROLE_CHOICES = Object.entries(ROLE_WORDS).map(([value, { name, about }]) => ({
  value,
  label: `${name}: ${about}`,
}))
