export { AppError, ERROR_CODES, isAppError } from './app-error.ts'
export type { ErrorCode, ErrorDetails } from './app-error.ts'
export { invariant } from './invariant.ts'
