import type { Determination } from '@cmr/jurisdiction'
import type { ConfigurableOptions } from './options.ts'
import {
  ageReached,
  crimeFree,
  nonFelony,
  oldConviction,
  onlyProp64,
  personDeceased,
  sectionDismissed,
  sectionReduced,
  underTwentyOne,
} from './rules.ts'

export const DISMISSAL = 'Eligible for Dismissal'
export const REDUCTION = 'Eligible for Reduction'
export const NON_FELONY_REASON = 'Misdemeanor or Infraction'

export function sectionDismissedReason(section: string): string {
  return `Dismiss all HS ${section} convictions`
}

export function sectionReducedReason(section: string): string {
  return `Reduce all HS ${section} convictions`
}

/** The original's words for a determination; both empty where no rule answered (D15). */
export interface DeterminationCells {
  readonly determination: string
  readonly reason: string
}

const NOTHING: DeterminationCells = { determination: '', reason: '' }

function firstListed(sections: readonly string[], text: string): string {
  return sections.find((section) => text.includes(section)) ?? ''
}

function dismissalReason(
  rule: string,
  text: string,
  { baselineEligibility, additionalRelief }: ConfigurableOptions,
): string {
  switch (rule) {
    case nonFelony.id:
      return NON_FELONY_REASON
    case sectionDismissed.id:
      return sectionDismissedReason(firstListed(baselineEligibility.dismiss, text))
    case underTwentyOne.id:
      return '21 years or younger'
    case ageReached.id:
      return `${additionalRelief.subjectAgeThreshold} years or older`
    case oldConviction.id:
      return `Conviction occurred ${additionalRelief.yearsSinceConvictionThreshold} or more years ago`
    case crimeFree.id:
      return `No convictions in the past ${additionalRelief.yearsCrimeFreeThreshold} years`
    case onlyProp64.id:
      return 'Only has 11357-60 charges'
    case personDeceased.id:
      return 'Individual is deceased'
    default:
      throw new Error(`no words for rule ${rule}`)
  }
}

/** The two cells for a charge with this offense text. */
export function determinationCells(
  determination: Determination,
  text: string,
  options: ConfigurableOptions,
): DeterminationCells {
  const rule = determination.policy?.rule
  if (rule === undefined) return NOTHING
  return rule === sectionReduced.id
    ? { determination: REDUCTION, reason: sectionReducedReason(firstListed(options.baselineEligibility.reduce, text)) }
    : { determination: DISMISSAL, reason: dismissalReason(rule, text, options) }
}
