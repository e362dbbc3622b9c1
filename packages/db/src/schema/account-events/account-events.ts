import { sql } from 'drizzle-orm'
import { check, index, text, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'

/** What happened to accounts that no office's log speaks of: people of Code for America, unknown addresses. */
export const accountEvents = authSchema.table(
  'account_events',
  {
    id: uuid('id').primaryKey().$defaultFn(newId),
    userId: uuid('user_id'),
    kind: text('kind').notNull(),
    at: instant('at').notNull().defaultNow(),
    address: text('address'),
    byUserId: uuid('by_user_id'),
  },
  (t) => [
    index('account_events_user_idx').on(t.userId, t.at),
    index('account_events_at_idx').on(t.at),
    check('account_events_kind_form', sql`${t.kind} ~ '^[a-z-]+\\.[a-z-]+$'`),
  ],
)
