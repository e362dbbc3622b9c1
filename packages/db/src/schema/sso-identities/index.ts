export * from './sso-identities.ts'
