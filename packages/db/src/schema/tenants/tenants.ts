import { sql } from 'drizzle-orm'
import { pgPolicy, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { createdAt } from '../columns.ts'
import { appSchema } from '../schemas.ts'

const own = sql`id = current_setting('app.tenant_id')::uuid`

export const tenants = appSchema.table(
  'tenants',
  {
    id: uuid('id').primaryKey().$defaultFn(newId),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    jurisdiction: text('jurisdiction').notNull(),
    county: text('county').notNull(),
    timeZone: text('time_zone').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('tenants_slug_key').on(t.slug),
    pgPolicy('tenants_own', { for: 'all', to: ['cmr_app', 'cmr_ingest'], using: own, withCheck: own }),
    pgPolicy('tenants_sign_in', { for: 'select', to: ['cmr_auth'], using: sql`true` }),
    pgPolicy('tenants_listing', { for: 'select', to: ['cmr_owner'], using: sql`true` }),
  ],
)
