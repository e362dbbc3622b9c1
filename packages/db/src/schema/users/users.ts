import { sql } from 'drizzle-orm'
import { check, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { STAFF_KINDS } from './constants.ts'

export const users = authSchema.table(
  'users',
  {
    id: uuid('id').primaryKey().$defaultFn(newId),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    staff: text('staff', { enum: STAFF_KINDS }),
    disabledAt: instant('disabled_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('users_email_key').on(t.email),
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
    check('users_staff_known', sql`${t.staff} in ('support', 'operator')`),
  ],
)
