import type { InviteLine } from '@cmr/auth'
import type { Membership } from './identity.server.ts'
import type { Staff } from './route-builder.ts'

type Role = Membership['roles'][number]

/** What each role is called on pages, and what it is for. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly about: string }>> = {
  admin: { name: 'Administrator', about: 'people, access, keys and retention' },
  analyst: { name: 'Analyst', about: 'files, policy drafts and runs' },
  attorney: { name: 'Reviewing attorney', about: 'policy, and the release of what somebody else prepared' },
  auditor: { name: 'Auditor', about: 'reads the log and figures; names are masked' },
}

/** What the parts of Code for America's own people are called, and what they are for. None of them shows records. */
export const STAFF_WORDS: Readonly<Record<Staff, { readonly name: string; readonly about: string }>> = {
  onboarding: { name: 'Onboarding', about: 'opens offices and registers their sign-in' },
  support: { name: 'Support', about: 'asks offices for access' },
  operator: { name: 'Platform operator', about: 'the same as onboarding, and people, and the removal of offices' },
}

/** What has become of an invitation. */
export const INVITE_WORDS: Readonly<Record<InviteLine['state'], string>> = {
  open: 'waits',
  accepted: 'accepted',
  revoked: 'taken back',
  expired: 'too old',
}

export const ROLE_CHOICES = Object.entries(ROLE_WORDS).map(([value, { name, about }]) => ({
  value,
  label: `${name}: ${about}`,
}))

export const STAFF_CHOICES = Object.entries(STAFF_WORDS).map(([value, { name, about }]) => ({
  value,
  label: `${name}: ${about}`,
}))
