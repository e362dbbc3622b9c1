export * from './sign-in-attempts.ts'
