import type { Db } from '@cmr/db'
import type { ObjectStore, Signer, TenantKeys } from '@cmr/storage'

/** The only source of time in services. */
export interface Clock {
  /** The calendar day it is in a time zone (IANA name), `YYYY-MM-DD`: answers are made on the state's own day. */
  today(timeZone: string): string
  now(): Date
}

/** How work is cut. Every field has a default in `defaultSettings`. */
export interface ServiceSettings {
  /** Bytes of a source file in one load chunk, to the next record end. */
  readonly chunkBytes: number
  /** Subjects in one part, for building people and for evaluating. */
  readonly subjectsPerPart: number
  /** How long a chunk belongs to the worker that took it before another may. */
  readonly leaseSeconds: number
}

export const defaultSettings: ServiceSettings = { chunkBytes: 4 << 20, subjectsPerPart: 500, leaseSeconds: 30 }

/** Everything services reach the outside world through. */
export interface ServiceDeps {
  /** Connects as the application role. */
  readonly db: Db
  /** Connects as the ingest role: the application role's rights and the staging schema. */
  readonly ingestDb: Db
  readonly store: ObjectStore
  readonly keys: TenantKeys
  /** Signs statements that must be believed years later. */
  readonly signer: Signer
  readonly clock: Clock
  readonly settings?: Partial<ServiceSettings>
}

export function settingsOf(deps: ServiceDeps): ServiceSettings {
  return { ...defaultSettings, ...deps.settings }
}
