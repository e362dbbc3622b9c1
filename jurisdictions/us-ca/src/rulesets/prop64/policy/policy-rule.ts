import type { Citations, PolicyRule } from '@cmr/jurisdiction'
import { PROP_64_EFFECTIVE } from '../effective-date.ts'
import type { Prop64Options } from '../options.ts'
import type { GroundId, ReliefId } from '../relief.ts'
import { COMPLETED_RELIEF, REVIEW_BY_PROSECUTION } from '../statutes.ts'

export type OfficeRule = PolicyRule<Prop64Options, ReliefId, GroundId>

const citations: Citations = [REVIEW_BY_PROSECUTION, COMPLETED_RELIEF]
export const effective = { from: PROP_64_EFFECTIVE } as const

/** What rules by which an office dismisses more than it must have in common. */
export const dismisses = {
  citations,
  effective,
  effect: 'improve',
  outcome: { kind: 'eligible', relief: 'dismiss-and-seal' },
} as const
