import type { Evaluated, Figure, Summary } from '@cmr/jurisdiction'
import { addYears } from '@cmr/record'
import { convictedOn, NO_DATE, readOffense } from '../compat/history.ts'
import {
  DISMISSAL,
  determinationCells,
  NON_FELONY_REASON,
  REDUCTION,
  sectionDismissedReason,
  sectionReducedReason,
} from './determination-cells.ts'
import type { ConfigurableOptions } from './options.ts'

/** Subjects whose record loses all felonies, all convictions, or all convictions of the last seven years. */
interface Impact {
  noFelony: number
  noConviction: number
  noConvictionLast7Years: number
}

/** Counts over (a share of) one file. Plain JSON. */
interface Tally {
  /** Earliest conviction in scope; year 1 where one has no date; null when there are none. */
  earliest: string | null
  bySection: Record<string, number>
  subjects: number
  felonies: number
  nonFelonies: number
  subjectsWithRelief: number
  dismissals: Record<string, number>
  reductions: Record<string, number>
  chosen: Impact
  dismissAll: Impact
}

const SEVEN_YEARS = 7

function noImpact(): Impact {
  return { noFelony: 0, noConviction: 0, noConvictionLast7Years: 0 }
}

function increment(counts: Record<string, number>, key: string, by = 1): void {
  counts[key] = (counts[key] ?? 0) + by
}

function addCounts(into: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(from)) increment(into, key, count)
}

function addImpact(into: Impact, from: Impact): void {
  into.noFelony += from.noFelony
  into.noConviction += from.noConviction
  into.noConvictionLast7Years += from.noConvictionLast7Years
}

type Answer = typeof DISMISSAL | typeof REDUCTION | ''

/** Adds one subject to an impact count; `answers` runs parallel to the subject's convictions. */
function addSubjectImpact(impact: Impact, { subject }: Evaluated, answers: readonly Answer[], now: string): void {
  const windowStart = addYears(now, -SEVEN_YEARS)
  let felonies = 0
  let feloniesLeft = 0
  let recent = 0
  let recentLeft = 0
  let left = 0
  subject.charges.forEach((charge, index) => {
    const isDismissed = answers[index] === DISMISSAL
    if (!isDismissed) left++
    if (charge.given.felony === true) {
      felonies++
      if (answers[index] === '') feloniesLeft++
    }
    if (convictedOn(charge) > windowStart) {
      recent++
      if (!isDismissed) recentLeft++
    }
  })
  if (felonies > 0 && feloniesLeft === 0) impact.noFelony++
  if (subject.charges.length > 0 && left === 0) impact.noConviction++
  if (recent > 0 && recentLeft === 0) impact.noConvictionLast7Years++
}

function impactReport({ noFelony, noConviction, noConvictionLast7Years }: Impact): Record<string, number> {
  return {
    CountSubjectsNoConviction: noConviction,
    CountSubjectsNoConvictionLast7Years: noConvictionLast7Years,
    CountSubjectsNoFelony: noFelony,
  }
}

function sorted(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function instant(date: string): string {
  return `${date}T00:00:00Z`
}

/** Files are added up one by one; an accumulated earliest date is kept only while it is a real date and the earlier one. */
function earliestOver(files: readonly { readonly state: Tally }[], now: string): string {
  let kept = NO_DATE
  for (const { state } of files) {
    const next = state.earliest ?? now
    if (kept === NO_DATE || next < kept) kept = next
  }
  return kept
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
    const { subject, determinations } = evaluated
    const answers = new Array<Answer>(subject.charges.length).fill('')
    const everything = new Array<Answer>(subject.charges.length).fill('')
    let relevant = 0
    let relieved = 0
    subject.charges.forEach((charge, index) => {
      const determination = determinations[index]
      if (determination === undefined) return
      relevant++
      everything[index] = DISMISSAL
      const cells = determinationCells(determination, charge.literal, options)
      if (cells.determination === DISMISSAL || cells.determination === REDUCTION) {
        answers[index] = cells.determination
        relieved++
        increment(cells.determination === DISMISSAL ? tally.dismissals : tally.reductions, cells.reason)
      }
      increment(tally.bySection, readOffense(charge.literal).section ?? '')
      if (charge.given.felony === true) tally.felonies++
      else tally.nonFelonies++
      const convicted = convictedOn(charge)
      if (tally.earliest === null || convicted < tally.earliest) tally.earliest = convicted
    })
    if (relevant > 0) tally.subjects++
    if (relieved > 0) tally.subjectsWithRelief++
    addSubjectImpact(tally.chosen, evaluated, answers, now)
    addSubjectImpact(tally.dismissAll, evaluated, everything, now)
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
      earliestConviction: instant(earliestOver(files, now)),
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

function countsIn(report: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, number>> {
  // Safe: reports are made by `report` above; these members are maps of counts.
  return (report[key] ?? {}) as Readonly<Record<string, number>>
}

function figures(report: Readonly<Record<string, unknown>>): Figure[] {
  const one = (group: string, id: string, label: string): Figure => ({
    id,
    group,
    label,
    value: Number(report[id] ?? 0),
  })
  const many = (group: string, key: string, label: (name: string) => string): Figure[] =>
    Object.entries(countsIn(report, key)).map(([name, value]) => ({
      id: `${key}.${name}`,
      group,
      label: label(name),
      value,
    }))
  const impact = (group: string, key: string): Figure[] =>
    Object.entries(IMPACT_LABELS).map(([name, label]) => ({
      id: `${key}.${name}`,
      group,
      label,
      value: countsIn(report, key)[name] ?? 0,
    }))
  return [
    ...impact(CHOSEN, 'reliefWithCurrentEligibilityChoices'),
    ...impact(ALL, 'reliefWithDismissAllProp64'),
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
