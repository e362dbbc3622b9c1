export * from './constants.ts'
export * from './memberships.ts'
