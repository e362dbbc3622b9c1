import { listenerOf, type Db } from './open-database.ts'

/**
 * Calls `handler` with the payload of each notification on `channel`, until the returned function is called.
 * All channels of one `Db` share one connection. It is opened again after a loss, and then every handler is called
 * once with an empty payload, because something may have been missed: handlers look at the tables again.
 * Handlers must not throw.
 */
export function listen(db: Db, channel: string, handler: (payload: string) => void): Promise<() => Promise<void>> {
  return listenerOf(db).add(channel, handler)
}
