export * from './sso-providers.ts'
