export * from './subjects.ts'
