export * from './constants.ts'
export * from './purges.ts'
