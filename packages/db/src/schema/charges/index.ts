export * from './charges.ts'
