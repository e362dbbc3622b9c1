import postgres from 'postgres'
import { toDatabaseError } from './database-error.ts'

const CHANNEL = 'session-locks'

/** Locks that every process on one database respects. They belong to one connection and end with it. */
export interface SessionLocks {
  /**
   * Takes the lock of a key if nobody holds it. `giveUp` is called when another process waits for it, and when the
   * connection is lost and with it the lock: stop the work and unlock. Within a process ask only once at a time per key.
   */
  tryLock(key: string, giveUp: () => void): Promise<boolean>
  /** Asks whoever holds the lock, in whatever process, to give it up. */
  requestRelease(key: string): Promise<void>
  /** Unlocking what is not held, or no longer, is fine. */
  unlock(key: string): Promise<void>
  close(): Promise<void>
}

/** Opens the one connection the locks belong to. Nothing connects until the first lock. */
export function openSessionLocks(options: { readonly url: string; readonly applicationName: string }): SessionLocks {
  const held = new Map<string, () => void>()
  let listening = false
  const wire = {
    onnotify: (_channel: string, key: string) => held.get(key)?.(),
    onclose: () => {
      listening = false
      const lost = [...held.values()]
      held.clear()
      for (const giveUp of lost) giveUp()
    },
  }
  const sql = postgres(options.url, {
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    connection: { application_name: `${options.applicationName} locks`, statement_timeout: 10_000 },
    onnotice: () => {},
    // The driver's types leave these out.
    ...wire,
  })
  return {
    tryLock: (key, giveUp) =>
      safely(async () => {
        if (!listening) await sql.unsafe(`listen "${CHANNEL}"`)
        listening = true
        const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as taken`
        if (row?.taken === true) held.set(key, giveUp)
        return row?.taken === true
      }),
    requestRelease: (key) =>
      safely(async () => {
        await sql`select pg_notify(${CHANNEL}, ${key})`
      }),
    unlock: (key) =>
      safely(async () => {
        if (held.delete(key)) await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`
      }),
    close: () => sql.end({ timeout: 0 }),
  }
}

async function safely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toDatabaseError(error)
  }
}
