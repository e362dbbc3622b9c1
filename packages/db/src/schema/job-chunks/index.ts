export * from './constants.ts'
export * from './job-chunks.ts'
