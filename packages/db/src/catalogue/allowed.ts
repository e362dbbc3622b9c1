/** Tables of our schemas that are not behind the tenant policies, and why. Nothing enters without a reason. */
export const TABLES_WITHOUT_TENANT_POLICIES: Readonly<Record<string, string>> = {
  'app.tenants': 'the tenant itself: has its own policy on id, and is forced',
  'auth.users': 'a person may belong to several tenants; cmr_auth only',
  'auth.sessions': 'known before a tenant is; cmr_auth only',
  'auth.memberships': 'read to find out which tenants a user has; cmr_auth only',
  'auth.totp_secrets': 'a person may belong to several tenants; cmr_auth only',
  'auth.passkeys': 'a person may belong to several tenants; cmr_auth only',
  'auth.recovery_codes': 'a person may belong to several tenants; cmr_auth only',
  'auth.challenges': 'known before a user is; cmr_auth only',
  'auth.invites': 'found by its token before a tenant is known; cmr_auth only',
  'auth.sso_providers': 'read before anybody is signed in; cmr_auth only',
  'auth.sso_identities': 'read to find out who signs in; cmr_auth only',
  'auth.account_events': 'of people who belong to no tenant; cmr_auth only',
  'auth.sign_in_attempts': 'known before a user is; cmr_auth only',
  'queue.outbox': 'ids only; the relay serves all tenants',
  'drizzle.__drizzle_migrations': 'which migrations ran',
}

/** Schemas whose tables are made at run time and hold no tenant rows, or only for the length of one job. */
export const RUN_TIME_SCHEMAS: readonly string[] = ['jobs', 'staging']

/** Roles that may bypass row-level security without being the server's administrator. */
export const BYPASS_ROLES: readonly string[] = ['cmr_backup']

/** Who owns every table, view and function outside the run-time schemas. */
export const OWNER = 'cmr_owner'

/** Tables whose rows stay as they were written: no role may be granted UPDATE or DELETE on them. */
export const APPEND_ONLY: readonly string[] = [
  'app.audit_events',
  'app.audit_heads',
  'app.audit_reviews',
  'app.purges',
  'app.releases',
  'auth.account_events',
]

/** Triggers that keep what grants cannot: without one of them the table above it is not safe. */
export const REQUIRED_TRIGGERS: readonly string[] = [
  'app.audit_events audit_events_sealed',
  'app.runs runs_release_kept',
  'app.support_grants support_grants_kept',
]
