import { sql } from 'drizzle-orm'
import { check, pgPolicy, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { createdAt, instant } from '../columns.ts'
import { appSchema } from '../schemas.ts'
import { TENANT_STATES } from './constants.ts'

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
    state: text('state', { enum: TENANT_STATES }).notNull().default('active'),
    leftAt: instant('left_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('tenants_slug_key').on(t.slug),
    check('tenants_state_known', sql`${t.state} in ('active', 'leaving', 'left')`),
    check('tenants_left_whole', sql`(${t.state} = 'left') = (${t.leftAt} is not null)`),
    pgPolicy('tenants_own', { for: 'all', to: ['cmr_app', 'cmr_ingest'], using: own, withCheck: own }),
    pgPolicy('tenants_sign_in', { for: 'select', to: ['cmr_auth'], using: sql`true` }),
    pgPolicy('tenants_listing', { for: 'select', to: ['cmr_owner'], using: sql`true` }),
  ],
)
