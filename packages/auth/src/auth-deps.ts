import type { Db } from '@cmr/db'

/** What identity reaches the outside world through. */
export interface AuthDeps {
  /** Connects as the role `cmr_auth`. */
  readonly db: Db
  readonly clock: { now(): Date }
  /** 32 bytes that seal secrets which must be read again: authenticator secrets, secrets of single sign-on. */
  readonly sealKey: Buffer
  /** Whether providers of single sign-on may be reached over plain HTTP: for tests and made-up records only. */
  readonly allowHttpProviders?: boolean
}
