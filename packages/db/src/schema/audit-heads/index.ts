export * from './audit-heads.ts'
