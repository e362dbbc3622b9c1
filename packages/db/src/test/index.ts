export { createTenant } from './create-tenant.ts'
export { createTestDatabase } from './create-test-database.ts'
export type { TestDatabase } from './create-test-database.ts'
export { expectAudit } from './expect-audit.ts'
