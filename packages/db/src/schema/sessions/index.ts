export * from './constants.ts'
export * from './sessions.ts'
