import type { RunEnvironment } from '@cmr/jurisdiction'
import { sorted } from '../../../summaries/counts.ts'
import { impactReport } from '../compat/impact.ts'
import type { PilotTotals } from '../compat/pilot-summary.ts'
import { ANSWERS } from '../compat/worded-rule.ts'
import type { LosAngelesOptions } from './options.ts'

/**
 * The pilot's own JSON report, without its processing time. Four counts are always 0 and two maps always empty, because
 * the original never filled them in (D23).
 */
export function originalSummary(
  { tally, rows, earliestConviction }: PilotTotals,
  { county, options }: RunEnvironment<LosAngelesOptions>,
): Readonly<Record<string, unknown>> {
  return {
    county: county.toUpperCase(),
    individualDismissAge: options.individualAge,
    yearsConvictionFree: options.yearsConvictionFree,
    earliestConviction,
    lineCount: rows,
    reliefWithCurrentEligibilityChoices: impactReport(tally.chosen),
    reliefWithDismissAllProp64: impactReport(tally.allProp64),
    prop64ConvictionsCountInCountyByCodeSection: sorted(tally.prop64InCounty),
    subjectsWithProp64ConvictionCountInCounty: 0,
    prop64FelonyConvictionsCountInCounty: 0,
    prop64MisdemeanorConvictionsCountInCounty: 0,
    subjectsWithSomeReliefCount: 0,
    convictionDismissalCountByCodeSection: {},
    convictionReductionCountByCodeSection: {},
    convictionDismissalCountByAdditionalRelief: sorted(tally.reasons[ANSWERS.dismissal.words] ?? {}),
  }
}
