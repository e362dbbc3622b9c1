export * from './challenges.ts'
