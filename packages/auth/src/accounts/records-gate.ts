import { AppError } from '@cmr/errors'
import type { PersonnelDates } from './memberships.ts'

/** Why somebody may sign in and still see no records. */
export type GateReason = 'training-missing' | 'agreement-missing' | 'membership-ended'

const MESSAGES: Readonly<Record<GateReason, string>> = {
  'training-missing':
    'Your security training is not recorded or is older than a year. Ask an administrator of your office.',
  'agreement-missing': 'Your signed security addendum is not recorded. Ask an administrator of your office.',
  'membership-ended': 'Your time in this office has ended. Ask an administrator of your office.',
}

/** The same day a year on, `YYYY-MM-DD`; 29 February becomes 1 March. */
function aYearAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + 1)
  return date.toISOString().slice(0, 10)
}

/**
 * Why a member may not see records on a day (`YYYY-MM-DD`, the office's own calendar); undefined when they may.
 * Training is good through the same day of the next year; the last day of a membership is inclusive; an addendum that
 * bears a later day is not signed yet.
 */
export function recordsGate(member: PersonnelDates, today: string): GateReason | undefined {
  const { trainingOn, agreementOn, endsOn } = member
  if (endsOn !== null && endsOn < today) return 'membership-ended'
  if (trainingOn === null || trainingOn > today || aYearAfter(trainingOn) < today) return 'training-missing'
  return agreementOn === null || agreementOn > today ? 'agreement-missing' : undefined
}

/** Throws FORBIDDEN with the reason when a member may not see records. */
export function requireRecordsGate(member: PersonnelDates, today: string): void {
  const reason = recordsGate(member, today)
  if (reason !== undefined) throw new AppError('FORBIDDEN', MESSAGES[reason], { details: { reason } })
}
