import { sql } from 'drizzle-orm'
import { pgPolicy } from 'drizzle-orm/pg-core'

// Without a second argument `current_setting` raises when no tenant was set, instead of hiding every row.
const own = sql`tenant_id = current_setting('app.tenant_id')::uuid`

/** Every tenant table spreads this; the wall stays even if someone adds a permissive policy. */
export function tenantPolicies(table: string) {
  return [
    pgPolicy(`${table}_tenant_access`, { as: 'permissive', for: 'all', to: 'public', using: own, withCheck: own }),
    pgPolicy(`${table}_tenant_wall`, { as: 'restrictive', for: 'all', to: 'public', using: own, withCheck: own }),
  ]
}
