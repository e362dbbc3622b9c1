export * from './audit-reviews.ts'
