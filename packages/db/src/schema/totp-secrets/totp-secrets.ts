import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, integer, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { users } from '../users/users.ts'

/** A code of one step is good once: `last_step` is raised in the statement that accepts it. */
export const totpSecrets = authSchema.table(
  'totp_secrets',
  {
    userId: uuid('user_id').primaryKey(),
    sealedSecret: bytea('sealed_secret').notNull(),
    lastStep: bigint('last_step', { mode: 'number' }),
    failures: integer('failures').notNull().default(0),
    confirmedAt: instant('confirmed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ name: 'totp_secrets_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    check('totp_secrets_failures_counted', sql`${t.failures} >= 0`),
  ],
)
