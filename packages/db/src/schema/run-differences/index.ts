export * from './run-differences.ts'
