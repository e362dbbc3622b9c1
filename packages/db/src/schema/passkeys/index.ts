export * from './passkeys.ts'
