import { AppError, ERROR_CODES } from '@cmr/errors'
import { NonRetriableError } from 'inngest'
import { expect, test } from 'vitest'

import { testLogger } from '../test/test-logger.ts'
import { toStepError } from './to-step-error.ts'

test('only UNAVAILABLE is tried again, and each keeps its code and reason', () => {
  for (const code of ERROR_CODES) {
    const error = toStepError(new AppError(code, 'what and what to do', { details: { reason: 'why' } }), testLogger)
    expect(error).toMatchObject({ message: 'what and what to do', cause: { code, reason: 'why' } })
    expect(error instanceof NonRetriableError).toBe(code !== 'UNAVAILABLE')
  }
})

test('an error that is not ours is tried again and its message is not kept', () => {
  const error = toStepError(new SyntaxError('Unexpected token: TESTPERSON, ALPHA'), testLogger)
  expect(error).not.toBeInstanceOf(NonRetriableError)
  expect(error.message).toBe('The step failed unexpectedly (SyntaxError).')
  expect(JSON.stringify(error.cause)).not.toContain('TESTPERSON')
})
