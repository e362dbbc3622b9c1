import { foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { users } from '../users/users.ts'

export const recoveryCodes = authSchema.table(
  'recovery_codes',
  {
    userId: uuid('user_id').notNull(),
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'recovery_codes_pkey', columns: [t.userId, t.codeHash] }),
    foreignKey({ name: 'recovery_codes_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
  ],
)
