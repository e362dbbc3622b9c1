import { createHmac } from 'node:crypto'

/** The roles that sign in. */
export const SIGN_IN_ROLES = ['cmr_migrator', 'cmr_app', 'cmr_auth', 'cmr_ingest', 'cmr_jobs'] as const
export type SignInRole = (typeof SIGN_IN_ROLES)[number]

/** A role's password, derived from the secret of its server, so that one secret is kept and not six. */
export function rolePassword(secret: string, role: SignInRole): string {
  return createHmac('sha256', secret).update(role).digest('base64url')
}

/** The address of `database` on the server of `adminUrl`, as `role`. */
export function roleUrl(adminUrl: string, secret: string, role: SignInRole, database: string): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = rolePassword(secret, role)
  url.pathname = `/${database}`
  return url.href
}
