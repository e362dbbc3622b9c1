export * from './tenants.ts'
