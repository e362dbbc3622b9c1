export * from './subject-slices.ts'
