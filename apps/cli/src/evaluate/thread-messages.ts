import { AppError, ERROR_CODES, isAppError, type ErrorCode } from '@cmr/errors'
import type { Lane } from './lane.ts'
import type { ProgramSpec } from './program-spec.ts'

/** What a thread is started with. */
export interface ThreadStart {
  readonly spec: ProgramSpec
  readonly now: string
}

type Method = 'open' | 'index' | 'evaluate' | 'close'

/** A call of a lane's method, sent to its thread. */
export type ThreadCall = {
  [M in Method]: { readonly id: number; readonly method: M; readonly args: Parameters<Lane[M]> }
}[Method]

/** What came of a call. */
export type ThreadAnswer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: SentError })

/** An error in a form that can be sent between threads. */
export interface SentError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly code: string | undefined
  readonly details: unknown
}

export function sendable(error: unknown): SentError {
  const { name, message, stack } = error instanceof Error ? error : new Error('unknown error')
  return {
    name,
    message,
    stack,
    code: isAppError(error) ? error.code : undefined,
    details: isAppError(error) ? error.details : undefined,
  }
}

function isErrorCode(code: string | undefined): code is ErrorCode {
  return ERROR_CODES.some((known) => known === code)
}

/** The error as it was thrown in the thread. */
export function received({ name, message, stack, code, details }: SentError): Error {
  const error = isErrorCode(code)
    ? // Safe: the details are those of an AppError, copied as they were.
      new AppError(code, message, details === undefined ? {} : { details: details as { reason: string } })
    : Object.assign(new Error(message), { name })
  if (stack !== undefined) error.stack = stack
  return error
}
