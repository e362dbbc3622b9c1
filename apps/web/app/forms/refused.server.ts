import { isAppError } from '@cmr/errors'
import type { FieldProblem } from '@cmr/ui'
import { data } from '@remix-run/node'
import { statusOf } from '../error-response.server.ts'

/** Answers a form with its problems: 400 unless a verb's refusal says another status. */
export function refused(problems: readonly FieldProblem[], status = 400) {
  return data({ problems }, { status })
}

/** Answers a form with what a verb refused, beside a field. Whatever is no refusal is thrown on. */
export function refusedBy(error: unknown, fieldId: string) {
  if (!isAppError(error) || error.code === 'INTERNAL') throw error
  return refused([{ fieldId, message: error.message }], statusOf(error.code))
}
