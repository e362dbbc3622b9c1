import { Inngest } from 'inngest'
import type { Logger } from 'pino'

/** Names this app to the backend; part of every function's id, so never renamed. */
const APP_ID = 'clear-my-record'

export interface JobsClientConfig {
  /** Carries every call the SDK makes to its backend. */
  readonly fetch: typeof globalThis.fetch
  readonly baseUrl: string
  /** `signkey-<name>-<hex>`; signs the calls in both directions. */
  readonly signingKey: string
  readonly eventKey: string
  readonly logger: Logger
  /** How long one call may go on from step to step before the SDK leaves the rest to a new call, in ms. */
  readonly maxRuntimeMs: number
}

/** The one Inngest client. Never in dev mode: dev mode accepts unsigned calls. */
export function createClient(config: JobsClientConfig): Inngest {
  return new Inngest({
    id: APP_ID,
    isDev: false,
    fetch: config.fetch,
    baseUrl: config.baseUrl,
    signingKey: config.signingKey,
    eventKey: config.eventKey,
    logger: config.logger,
    internalLogger: config.logger,
    checkpointing: { maxRuntime: config.maxRuntimeMs },
    aiMetadata: false,
    sessionPropagation: false,
  })
}
