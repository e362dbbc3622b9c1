import type { Db } from '@cmr/db'

/** What identity reaches the outside world through. */
export interface AuthDeps {
  /** Connects as the role `cmr_auth`. */
  readonly db: Db
  readonly clock: { now(): Date }
}
