import type { Rule } from '@cmr/jurisdiction'
import { PROP_64_EFFECTIVE } from '../effective-date.ts'
import type { ReliefId } from '../relief.ts'

export type FloorRule = Rule<unknown, ReliefId>

/** Since when there is relief to answer for. */
export const effective = { from: PROP_64_EFFECTIVE } as const

export const dismissed = { kind: 'eligible', relief: 'dismiss-and-seal' } as const
export const infraction = { kind: 'eligible', relief: 'redesignate-infraction' } as const
export const misdemeanor = { kind: 'eligible', relief: 'redesignate-misdemeanor' } as const
export const noChange = { kind: 'ineligible', because: 'no_change' } as const
export const barredOutcome = { kind: 'ineligible', because: 'barred' } as const
