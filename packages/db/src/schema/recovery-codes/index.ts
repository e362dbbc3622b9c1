export * from './recovery-codes.ts'
