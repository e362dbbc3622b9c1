import { sql } from 'drizzle-orm'
import { check, date, text, unique, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'
import { STAFF_KINDS } from './constants.ts'

/** Never deleted: a login of the past is not given to somebody else. Without a password hash: single sign-on only. */
export const users = authSchema.table(
  'users',
  {
    id: uuid('id').primaryKey().$defaultFn(newId),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash'),
    passwordChangedAt: instant('password_changed_at'),
    staff: text('staff', { enum: STAFF_KINDS }),
    lockedAt: instant('locked_at'),
    lastSignInAt: instant('last_sign_in_at'),
    enabledAt: instant('enabled_at'),
    endsOn: date('ends_on', { mode: 'string' }),
    trainingOn: date('training_on', { mode: 'string' }),
    agreementOn: date('agreement_on', { mode: 'string' }),
    disabledAt: instant('disabled_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('users_email_key').on(t.email),
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
    check('users_staff_known', sql`${t.staff} in ('onboarding', 'support', 'operator')`),
  ],
)
