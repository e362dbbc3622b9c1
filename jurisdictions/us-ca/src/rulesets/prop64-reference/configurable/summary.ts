import type { Figure, Summary } from '@cmr/jurisdiction'
import { addCounts, type Counts, increment, sorted } from '../../../summaries/counts.ts'
import { earliestOver, instant } from '../compat/earliest.ts'
import { fiftyEightCounties } from '../compat/edition.ts'
import { convictedOn } from '../compat/history.ts'
import { addImpact, addPersonImpact, type Impact, noImpact, type Relieved } from '../../../summaries/impact.ts'
import { figuresOf } from '../../../summaries/report-figures.ts'
import { impactReading, impactReport } from '../compat/impact.ts'
import { relievedBy } from '../compat/worded-rule.ts'
import { configurableAnswer } from './answer.ts'
import type { ConfigurableOptions } from './options.ts'
import { NON_FELONY_REASON, sectionDismissedReason, sectionReducedReason } from './reasons.ts'

/** Counts over (a share of) one file. Plain JSON. */
interface Tally {
  /** Earliest conviction in scope; year 1 where one has no date; null when there are none. */
  earliest: string | null
  bySection: Counts
  subjects: number
  felonies: number
  nonFelonies: number
  subjectsWithRelief: number
  dismissals: Counts
  reductions: Counts
  chosen: Impact
  dismissAll: Impact
}

/** The run summary of the 58-county tool, with its keys. Files are summed, so a person in two files counts twice (D18). */
export const configurableSummary: Summary<ConfigurableOptions, Tally> = {
  fileName: 'summary',

  empty: () => ({
    earliest: null,
    bySection: {},
    subjects: 0,
    felonies: 0,
    nonFelonies: 0,
    subjectsWithRelief: 0,
    dismissals: {},
    reductions: {},
    chosen: noImpact(),
    dismissAll: noImpact(),
  }),

  add(tally, evaluated, { options, now }) {
    const { charges } = evaluated.subject
    const chosen = new Array<Relieved>(charges.length)
    const dismissAll = new Array<Relieved>(charges.length)
    let relevant = 0
    let relieved = 0
    charges.forEach((charge, index) => {
      const determination = evaluated.determinations[index]
      if (determination === undefined) return
      relevant++
      dismissAll[index] = 'dismissed'
      const answer = configurableAnswer(determination, charge, options)
      chosen[index] = relievedBy(answer.determination)
      if (chosen[index] !== undefined) {
        relieved++
        increment(chosen[index] === 'dismissed' ? tally.dismissals : tally.reductions, answer.reason)
      }
      increment(tally.bySection, fiftyEightCounties.read(charge).section ?? '')
      if (charge.given.felony === true) tally.felonies++
      else tally.nonFelonies++
      const convicted = convictedOn(charge)
      if (tally.earliest === null || convicted < tally.earliest) tally.earliest = convicted
    })
    if (relevant > 0) tally.subjects++
    if (relieved > 0) tally.subjectsWithRelief++
    const reading = impactReading(now)
    addPersonImpact(tally.chosen, charges, (index) => chosen[index], reading)
    addPersonImpact(tally.dismissAll, charges, (index) => dismissAll[index], reading)
  },

  merge(tally, part) {
    if (part.earliest !== null && (tally.earliest === null || part.earliest < tally.earliest))
      tally.earliest = part.earliest
    addCounts(tally.bySection, part.bySection)
    tally.subjects += part.subjects
    tally.felonies += part.felonies
    tally.nonFelonies += part.nonFelonies
    tally.subjectsWithRelief += part.subjectsWithRelief
    addCounts(tally.dismissals, part.dismissals)
    addCounts(tally.reductions, part.reductions)
    addImpact(tally.chosen, part.chosen)
    addImpact(tally.dismissAll, part.dismissAll)
  },

  report(files, { county, options, now, seconds }) {
    const total = this.empty()
    let lines = 0
    for (const { state, rows } of files) {
      this.merge(total, state)
      lines += rows
    }
    const { dismiss, reduce } = options.baselineEligibility
    const bySection = (
      sections: readonly string[],
      counts: Readonly<Record<string, number>>,
      reason: (section: string) => string,
    ) => sorted(Object.fromEntries(sections.map((section) => [section, counts[reason(section)] ?? 0])))
    const additional = Object.entries(total.dismissals).filter(
      ([reason]) => !reason.startsWith('Dismiss all HS') && !reason.startsWith(NON_FELONY_REASON),
    )
    return {
      county: county.toUpperCase(),
      earliestConviction: instant(
        earliestOver(
          files.map(({ state }) => state.earliest),
          now,
        ),
      ),
      lineCount: lines,
      processingTimeInSeconds: seconds,
      reliefWithCurrentEligibilityChoices: impactReport(total.chosen),
      reliefWithDismissAllProp64: impactReport(total.dismissAll),
      prop64ConvictionsCountInCountyByCodeSection: sorted(total.bySection),
      subjectsWithProp64ConvictionCountInCounty: total.subjects,
      prop64FelonyConvictionsCountInCounty: total.felonies,
      prop64NonFelonyConvictionsCountInCounty: total.nonFelonies,
      subjectsWithSomeReliefCount: total.subjectsWithRelief,
      convictionDismissalCountByCodeSection: bySection(dismiss, total.dismissals, sectionDismissedReason),
      convictionReductionCountByCodeSection: bySection(reduce, total.reductions, sectionReducedReason),
      convictionDismissalCountByAdditionalRelief: sorted(Object.fromEntries(additional)),
    }
  },

  figures,
}

const PEOPLE = 'People'
const CONVICTIONS = 'Convictions in the county'
const CHOSEN = 'People helped by your choices'
const ALL = 'People helped if all of them were dismissed'

const IMPACT_LABELS = {
  CountSubjectsNoFelony: 'No longer have a felony',
  CountSubjectsNoConvictionLast7Years: 'No longer have a conviction in the last 7 years',
  CountSubjectsNoConviction: 'No longer have any conviction',
} as const

function figures(report: Readonly<Record<string, unknown>>): Figure[] {
  const { one, many, named } = figuresOf(report)
  return [
    ...named(CHOSEN, 'reliefWithCurrentEligibilityChoices', IMPACT_LABELS),
    ...named(ALL, 'reliefWithDismissAllProp64', IMPACT_LABELS),
    one(PEOPLE, 'subjectsWithProp64ConvictionCountInCounty', 'With a Prop 64 conviction in the county'),
    one(PEOPLE, 'subjectsWithSomeReliefCount', 'With some relief'),
    one(CONVICTIONS, 'prop64FelonyConvictionsCountInCounty', 'Felonies'),
    one(CONVICTIONS, 'prop64NonFelonyConvictionsCountInCounty', 'Misdemeanors and infractions'),
    ...many(CONVICTIONS, 'prop64ConvictionsCountInCountyByCodeSection', (section) => `§ ${section}`),
    ...many('Felonies dismissed by section', 'convictionDismissalCountByCodeSection', (section) => `§ ${section}`),
    ...many('Felonies reduced by section', 'convictionReductionCountByCodeSection', (section) => `§ ${section}`),
    ...many('Felonies dismissed for another reason', 'convictionDismissalCountByAdditionalRelief', (reason) => reason),
    one('File', 'lineCount', 'Rows read'),
  ]
}
