export * from './constants.ts'
export * from './support-grants.ts'
