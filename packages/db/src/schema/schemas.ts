import { pgSchema } from 'drizzle-orm/pg-core'

/** Tenant tables: everything here is behind row-level security. */
export const appSchema = pgSchema('app')
/** Who may sign in, and where: reached by the role `cmr_auth` only. */
export const authSchema = pgSchema('auth')
/** Wake-up calls for background work: ids only. */
export const queueSchema = pgSchema('queue')
