export * from './constants.ts'
export * from './batch-files.ts'
