export {
  connectionFaults,
  connectionOptions,
  connectionSettings,
  DEVELOPMENT_MASTER_KEY,
  postgresUrl,
} from './connection-settings.ts'
export type { Context, TenantContext } from './context.ts'
export { openServices } from './open-services.ts'
export type { OpenedServices, OpenServicesOptions } from './open-services.ts'
export { defaultSettings } from './service-deps.ts'
export type { SessionLocks } from '@cmr/db'
export type { Clock, ServiceDeps, ServiceSettings } from './service-deps.ts'

export * as audit from './audit/index.ts'
export * as batches from './batches/index.ts'
export * as exports from './exports/index.ts'
export * as files from './files/index.ts'
export * as imports from './imports/index.ts'
export * as jobs from './jobs/index.ts'
export * as keys from './keys/index.ts'
export * as leaving from './leaving/index.ts'
export * as people from './people/index.ts'
export * as policies from './policies/index.ts'
export * as releases from './releases/index.ts'
export * as results from './results/index.ts'
export * as retention from './retention/index.ts'
export * as runFiles from './run-files/index.ts'
export * as runs from './runs/index.ts'
export * as support from './support/index.ts'
export * as tenants from './tenants/index.ts'
