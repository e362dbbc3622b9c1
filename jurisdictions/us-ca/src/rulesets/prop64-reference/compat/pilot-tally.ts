import type { Evaluated, RunEnvironment } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import {
  addCounts,
  addNested,
  type Counts,
  increment,
  incrementNested,
  type NestedCounts,
} from '../../../summaries/counts.ts'
import type { Edition } from './edition.ts'
import { convictedOn } from './history.ts'
import { addImpact, addPersonImpact, type Impact, noImpact, type Relieved } from '../../../summaries/impact.ts'
import { impactReading } from './impact.ts'
import { type AnswerOf, relievedBy } from './worded-rule.ts'

/** Counts over (a share of) one file, as the pilots' text report needs them. Plain JSON. */
export interface PilotTally {
  individuals: number
  convictions: number
  convictionsInCounty: number
  prop64: Counts
  prop64InCounty: Counts
  /** Earliest Prop 64 conviction in the county; year 1 where one has no date; null when there are none. */
  earliest: string | null
  /** By determination, then section. */
  determinations: NestedCounts
  /** By determination, then reason. */
  reasons: NestedCounts
  /** In every county, whatever the heading says (D23). */
  related: Counts
  relatedDeterminations: NestedCounts
  withFelony: number
  withConviction: number
  withConvictionLast7Years: number
  chosen: Impact
  allProp64: Impact
  allProp64AndRelated: Impact
}

export function emptyTally(): PilotTally {
  return {
    individuals: 0,
    convictions: 0,
    convictionsInCounty: 0,
    prop64: {},
    prop64InCounty: {},
    earliest: null,
    determinations: {},
    reasons: {},
    related: {},
    relatedDeterminations: {},
    withFelony: 0,
    withConviction: 0,
    withConvictionLast7Years: 0,
    chosen: noImpact(),
    allProp64: noImpact(),
    allProp64AndRelated: noImpact(),
  }
}

/** Counts people into tallies. */
export class PilotCounter<O> {
  constructor(
    private readonly edition: Edition,
    private readonly answerOf: AnswerOf<O>,
  ) {}

  add(tally: PilotTally, evaluated: Evaluated, environment: RunEnvironment<O> & { readonly now: string }): void {
    const { charges } = evaluated.subject
    const { now } = environment
    const county = environment.county.toUpperCase()
    const chosen = new Array<Relieved>(charges.length)
    const allProp64 = new Array<Relieved>(charges.length)
    const allProp64AndRelated = new Array<Relieved>(charges.length)
    charges.forEach((charge, index) => {
      const { section, related } = this.edition.read(charge)
      if (section !== undefined) increment(tally.prop64, section)
      if (related !== undefined) increment(tally.related, related)
      if (charge.given.county !== county) return
      tally.convictionsInCounty++
      if (section !== undefined) this.addProp64(tally, section, charge)
      if (section !== undefined) allProp64[index] = 'dismissed'
      if (section !== undefined || related !== undefined) allProp64AndRelated[index] = 'dismissed'
      chosen[index] = this.addAnswer(tally, evaluated, index, environment)
    })
    tally.individuals++
    tally.convictions += charges.length
    if (charges.some((charge) => charge.given.felony === true)) tally.withFelony++
    if (charges.length > 0) tally.withConviction++
    const reading = impactReading(now)
    if (charges.some((charge) => reading.isOfLast7Years(charge))) tally.withConvictionLast7Years++
    addPersonImpact(tally.chosen, charges, (index) => chosen[index], reading)
    addPersonImpact(tally.allProp64, charges, (index) => allProp64[index], reading)
    addPersonImpact(tally.allProp64AndRelated, charges, (index) => allProp64AndRelated[index], reading)
  }

  private addProp64(tally: PilotTally, section: string, charge: Charge): void {
    increment(tally.prop64InCounty, section)
    const convicted = convictedOn(charge)
    if (tally.earliest === null || convicted < tally.earliest) tally.earliest = convicted
  }

  private addAnswer(tally: PilotTally, evaluated: Evaluated, index: number, { options }: RunEnvironment<O>): Relieved {
    const charge = evaluated.subject.charges[index]
    const given = evaluated.determinations[index]
    if (charge === undefined || given === undefined) return undefined
    const { section, related } = this.edition.read(charge)
    const { determination, reason } = this.answerOf(given, charge, options)
    if (section !== undefined) {
      incrementNested(tally.determinations, determination, section)
      incrementNested(tally.reasons, determination, reason)
    }
    if (related !== undefined) incrementNested(tally.relatedDeterminations, determination, related)
    return relievedBy(determination)
  }
}

/** Adds another share of the same file, or another file (D18). */
export function mergeTally(tally: PilotTally, part: PilotTally): void {
  if (part.earliest !== null && (tally.earliest === null || part.earliest < tally.earliest)) {
    tally.earliest = part.earliest
  }
  for (const key of COUNTED) tally[key] += part[key]
  for (const key of BY_NAME) addCounts(tally[key], part[key])
  for (const key of BY_TWO_NAMES) addNested(tally[key], part[key])
  for (const key of IMPACTS) addImpact(tally[key], part[key])
}

const COUNTED = [
  'individuals',
  'convictions',
  'convictionsInCounty',
  'withFelony',
  'withConviction',
  'withConvictionLast7Years',
] as const
const BY_NAME = ['prop64', 'prop64InCounty', 'related'] as const
const BY_TWO_NAMES = ['determinations', 'reasons', 'relatedDeterminations'] as const
const IMPACTS = ['chosen', 'allProp64', 'allProp64AndRelated'] as const
