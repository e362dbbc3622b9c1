import { foreignKey, index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { users } from '../users/users.ts'

/** Something asked of a browser, used once: taking it is a DELETE … RETURNING. */
export const challenges = authSchema.table(
  'challenges',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id'),
    kind: text('kind').notNull(),
    value: jsonb('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ name: 'challenges_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    index('challenges_user_idx').on(t.userId),
    index('challenges_expires_idx').on(t.expiresAt),
  ],
)
