import { sql } from 'drizzle-orm'
import { index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../../new-id.ts'
import { createdAt, instant } from '../columns.ts'
import { queueSchema } from '../schemas.ts'

/** A new row is announced on the channel `outbox`. */
export const outbox = queueSchema.table(
  'outbox',
  {
    id: uuid('id').primaryKey().$defaultFn(newId),
    name: text('name').notNull(),
    data: jsonb('data').$type<Record<string, string>>().notNull(),
    sentAt: instant('sent_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('outbox_unsent_idx')
      .on(t.id)
      .where(sql`${t.sentAt} is null`),
  ],
)
