export * from './constants.ts'
export * from './files.ts'
