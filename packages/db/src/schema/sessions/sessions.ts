import { foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { users } from '../users/users.ts'

export const sessions = authSchema.table(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
    absoluteExpiresAt: instant('absolute_expires_at').notNull(),
    authTime: instant('auth_time').notNull(),
    lastUserActivityAt: instant('last_user_activity_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ name: 'sessions_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    index('sessions_user_idx').on(t.userId),
    index('sessions_expires_idx').on(t.expiresAt),
  ],
)
