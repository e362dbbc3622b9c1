import type { Lock, Locker, RequestRelease } from '@tus/server'
import type { SessionLocks } from '@cmr/services'
import { setTimeout as wait } from 'node:timers/promises'

const RETRY_MILLISECONDS = 100
const LOCKED = { status_code: 423, body: 'This file is being sent already. Stop that, or wait a moment.\n' } as const

/**
 * One writer a file, in whatever process. Who asks later gets it: the earlier request may hang on a dead connection, so
 * it is told to stop. Locks are named by office and file, so nobody of another office can touch them.
 */
export class UploadLockers {
  readonly #locks: SessionLocks
  readonly #patience: number
  /** Held or being taken by this process, with how to make the holder stop. */
  readonly #here = new Map<string, RequestRelease>()

  constructor(locks: SessionLocks, options: { readonly patienceMilliseconds?: number } = {}) {
    this.#locks = locks
    this.#patience = options.patienceMilliseconds ?? 10_000
  }

  of(tenantId: string): Locker {
    return { newLock: (id) => this.#lock(`upload ${tenantId} ${id}`) }
  }

  #lock(key: string): Lock {
    return {
      lock: async (signal, cancel) => {
        const deadline = performance.now() + this.#patience
        while (!(await this.#take(key, cancel))) {
          if (signal.aborted || performance.now() > deadline) throw LOCKED
          await wait(RETRY_MILLISECONDS)
        }
      },
      unlock: async () => {
        this.#here.delete(key)
        await this.#locks.unlock(key)
      },
    }
  }

  async #take(key: string, cancel: RequestRelease): Promise<boolean> {
    const holder = this.#here.get(key)
    if (holder !== undefined) {
      await holder()
      return false
    }
    this.#here.set(key, cancel)
    try {
      if (await this.#locks.tryLock(key, () => void cancel())) return true
      await this.#locks.requestRelease(key)
    } catch (error) {
      this.#here.delete(key)
      throw error
    }
    this.#here.delete(key)
    return false
  }
}
