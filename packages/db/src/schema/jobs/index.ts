export * from './constants.ts'
export * from './jobs.ts'
