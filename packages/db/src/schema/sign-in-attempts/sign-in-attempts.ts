import { index, integer, text } from 'drizzle-orm/pg-core'
import { createdAt, instant } from '../columns.ts'
import { authSchema } from '../schemas.ts'

export const signInAttempts = authSchema.table(
  'sign_in_attempts',
  {
    key: text('key').primaryKey(),
    attempts: integer('attempts').notNull(),
    windowEndsAt: instant('window_ends_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('sign_in_attempts_window_idx').on(t.windowEndsAt)],
)
