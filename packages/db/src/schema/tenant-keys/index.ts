export * from './tenant-keys.ts'
