import type { AuthDeps } from '@cmr/auth'
import type { ServiceDeps, SessionLocks } from '@cmr/services'
import type { Logger } from 'pino'
import type { Identity } from './identity.server.ts'
import type { JobWatcher } from './job-watcher.server.ts'

/** What the server process makes once and every request shares. */
export interface AppContext {
  readonly deps: ServiceDeps
  readonly auth: AuthDeps
  readonly identity: Identity
  readonly jobWatcher: JobWatcher
  readonly locks: SessionLocks
  readonly log: Logger
  /** Records here are made up; a bar on every page says so. */
  readonly practiceData: boolean
  /** Resolves when the database answers; rejects otherwise. */
  checkHealth(): Promise<void>
  close(): Promise<void>
}

declare module '@remix-run/node' {
  interface AppLoadContext {
    readonly app: AppContext
    readonly requestId: string
    readonly nonce: string
    /** Network address the request comes from. */
    readonly clientAddress: string
  }
}
