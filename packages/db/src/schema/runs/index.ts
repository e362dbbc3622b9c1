export * from './constants.ts'
export * from './runs.ts'
