import { z } from 'zod'

const causeSchema = z.object({ reason: z.string().regex(/^[a-z-]+$/) })

// Reasons that say nothing to the people who see a job fail.
const INTERNAL_REASONS: ReadonlySet<string> = new Set(['unexpected', 'unknown', 'invariant'])

/** Why a job failed, as it is stored and shown: the refusal of the verb where there is one. No record data. */
export function failureOf(error: Error): { reason: string; message: string } {
  const cause = causeSchema.safeParse(error.cause)
  if (cause.success && !INTERNAL_REASONS.has(cause.data.reason)) {
    return { reason: cause.data.reason, message: error.message }
  }
  return {
    reason: 'unexpected',
    message: 'An error on our side stopped the work, also when it was tried again. Ask for support, and name the time.',
  }
}
