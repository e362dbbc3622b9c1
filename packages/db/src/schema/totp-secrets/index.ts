export * from './totp-secrets.ts'
