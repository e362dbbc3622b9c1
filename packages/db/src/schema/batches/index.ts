export * from './constants.ts'
export * from './batches.ts'
