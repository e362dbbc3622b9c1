export { ensureTenant, EnsureTenantInput } from './ensure-tenant.ts'
export { getSystemContext, GetSystemContextInput } from './get-system-context.ts'
export { listOffices } from './list-offices.ts'
export type { OfficeHealth } from './list-offices.ts'
