export * from './run-files.ts'
