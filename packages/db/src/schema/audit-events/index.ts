export * from './constants.ts'
export * from './audit-events.ts'
