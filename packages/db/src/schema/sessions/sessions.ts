import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { tenants } from '../tenants/tenants.ts'
import { users } from '../users/users.ts'
import { SECOND_FACTORS } from './constants.ts'

/** Without a second factor a session reaches only the pages that ask for one. */
export const sessions = authSchema.table(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
    absoluteExpiresAt: instant('absolute_expires_at').notNull(),
    authTime: instant('auth_time').notNull(),
    lastUserActivityAt: instant('last_user_activity_at').notNull(),
    secondFactorAt: instant('second_factor_at'),
    secondFactor: text('second_factor', { enum: SECOND_FACTORS }),
    tenantId: uuid('tenant_id'),
    idleMinutes: integer('idle_minutes').notNull().default(30),
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ name: 'sessions_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    foreignKey({ name: 'sessions_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('cascade'),
    index('sessions_user_idx').on(t.userId),
    index('sessions_tenant_idx').on(t.tenantId),
    index('sessions_expires_idx').on(t.expiresAt),
    check('sessions_idle_bounded', sql`${t.idleMinutes} between 15 and 30`),
    check('sessions_second_factor_known', sql`${t.secondFactor} in ('totp', 'passkey', 'recovery', 'sso')`),
    check('sessions_second_factor_whole', sql`(${t.secondFactor} is null) = (${t.secondFactorAt} is null)`),
  ],
)
