export * from './constants.ts'
export * from './releases.ts'
