import { bigint, boolean, foreignKey, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { bytea, createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { users } from '../users/users.ts'

export const passkeys = authSchema.table(
  'passkeys',
  {
    id: uuid('id').primaryKey().$defaultFn(newId),
    userId: uuid('user_id').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: bytea('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    backupEligible: boolean('backup_eligible').notNull(),
    name: text('name').notNull(),
    lastUsedAt: instant('last_used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('passkeys_credential_key').on(t.credentialId),
    foreignKey({ name: 'passkeys_user_fk', columns: [t.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    index('passkeys_user_idx').on(t.userId),
  ],
)
