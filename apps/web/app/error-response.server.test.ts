import { AppError, ERROR_CODES } from '@cmr/errors'
import { describe, expect, it } from 'vitest'
import { describeFailure, publicError, statusOf } from './error-response.server.ts'

describe('statusOf', () => {
  it('has a status of its own for every code', () => {
    const statuses = ERROR_CODES.map(statusOf)
    expect(new Set(statuses).size).toBe(ERROR_CODES.length)
    expect(Object.fromEntries(ERROR_CODES.map((code) => [code, statusOf(code)]))).toEqual({
      NOT_FOUND: 404,
      FORBIDDEN: 403,
      CONFLICT: 409,
      VALIDATION: 400,
      LIMIT: 429,
      PRECONDITION: 412,
      UNAVAILABLE: 503,
      INTERNAL: 500,
    })
  })
})

describe('publicError', () => {
  it('passes on a message that was written for people', () => {
    const error = new AppError('VALIDATION', 'Line 7 has 94 fields.', { details: { reason: 'wrong-field-count' } })
    expect(publicError(error, 'r1')).toEqual({ code: 'VALIDATION', message: 'Line 7 has 94 fields.', requestId: 'r1' })
  })

  it.each([new Error('secret'), new AppError('INTERNAL', 'secret'), 'secret'])('says nothing of %s', (error) => {
    const shown = publicError(error, 'r1')
    expect(shown.code).toBe('INTERNAL')
    expect(JSON.stringify(shown)).not.toContain('secret')
  })
})

describe('describeFailure', () => {
  it('keeps the place and drops the message', () => {
    const described = JSON.stringify(describeFailure(new Error('typed by somebody')))
    expect(described).toContain('error-response.server.test')
    expect(described).not.toContain('typed by somebody')
  })
})
