import type { Pool } from 'pg'
import type { Logger } from 'pino'

import type { ServedFunctions } from './serve-functions.ts'

/** What the parts of one executor share. */
export interface ExecutorContext {
  readonly pool: Pool
  readonly logger: Logger
  /** Hex with its `signkey-` prefix; made at start, held in memory only. */
  readonly signingKey: string
  /** Multiplies every retry delay. */
  readonly retryScale: number
  readonly served: ServedFunctions
  /** True once the executor stops: a run goes no further than the step it is in. */
  readonly isStopping: () => boolean
}
