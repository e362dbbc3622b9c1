export * from './determinations.ts'
