export * from './constants.ts'
export * from './tenants.ts'
