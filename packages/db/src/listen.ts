import { listenerOf, type Db } from './open-database.ts'
import { databasesOf } from './tenant-databases.ts'

/**
 * Calls `handler` with the payload of each notification on `channel`, until the returned function is called.
 * All channels of one database share one connection. It is opened again after a loss, and then every handler is called
 * once with an empty payload, because something may have been missed: handlers look at the tables again.
 * Handlers must not throw.
 */
export async function listen(
  db: Db,
  channel: string,
  handler: (payload: string) => void,
): Promise<() => Promise<void>> {
  const stops = await Promise.all(databasesOf(db).map((one) => listenerOf(one).add(channel, handler)))
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}
