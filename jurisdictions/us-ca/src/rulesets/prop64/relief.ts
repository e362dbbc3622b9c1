import type { Relief } from '@cmr/jurisdiction'
import { HS_11361_9 } from '../../authorities.ts'

/** What the law or the office can give, best first. */
export const relief = {
  'dismiss-and-seal': { label: 'Dismiss and seal', effects: ['dismiss', 'seal'], rank: 3 },
  'redesignate-infraction': { label: 'Redesignate as an infraction', effects: ['redesignate'], rank: 2 },
  'redesignate-misdemeanor': { label: 'Redesignate as a misdemeanor', effects: ['redesignate'], rank: 1 },
  'as-the-court-orders': { label: 'Contested: the court decides', effects: [], rank: 0 },
} as const satisfies Readonly<Record<string, Relief>>
export type ReliefId = keyof typeof relief

/** What the prosecution may contest under the statute. */
export const grounds = {
  'criteria-not-met': {
    label: 'The conviction does not meet the criteria of § 11361.8',
    citations: [HS_11361_9],
  },
  'unreasonable-risk': {
    label: 'Relief would pose an unreasonable risk of danger to public safety (only while a sentence is being served)',
    citations: [HS_11361_9],
  },
} as const
export type GroundId = keyof typeof grounds
