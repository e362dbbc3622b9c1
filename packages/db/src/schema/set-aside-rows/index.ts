export * from './set-aside-rows.ts'
