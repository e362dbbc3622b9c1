import { addCounts } from '../../../summaries/counts.ts'
import { addImpact, noImpact, type Impact } from '../../../summaries/impact.ts'

/** Counts over a share of a record set. Plain JSON. */
export interface Tally {
  /** People with a conviction that got an answer, and those of them who get some relief. */
  people: number
  peopleWithRelief: number
  /** Convictions that got an answer. */
  convictions: number
  felonies: number
  /** Earliest conviction under one of the four sections; null when none is dated. */
  earliest: string | null
  /** By section, or by `other` for those not covered. */
  bySection: Record<string, number>
  /** By what the office would file, and by what the statute compels, in the words of the result files. */
  byOutcome: Record<string, number>
  byFloor: Record<string, number>
  /** By rule number of the layer that decided. */
  byRule: Record<string, number>
  byPetition: number
  /** By id of the fact presumed; a conviction counts for each. */
  presumed: Record<string, number>
  withPresumption: number
  improved: number
  contested: number
  held: number
  refused: number
  office: Impact
  floor: Impact
}

export function emptyTally(): Tally {
  return {
    people: 0,
    peopleWithRelief: 0,
    convictions: 0,
    felonies: 0,
    earliest: null,
    bySection: {},
    byOutcome: {},
    byFloor: {},
    byRule: {},
    byPetition: 0,
    presumed: {},
    withPresumption: 0,
    improved: 0,
    contested: 0,
    held: 0,
    refused: 0,
    office: noImpact(),
    floor: noImpact(),
  }
}

const NUMBERS = [
  'people',
  'peopleWithRelief',
  'convictions',
  'felonies',
  'byPetition',
  'withPresumption',
  'improved',
  'contested',
  'held',
  'refused',
] as const
const MAPS = ['bySection', 'byOutcome', 'byFloor', 'byRule', 'presumed'] as const

export function mergeTally(tally: Tally, part: Tally): void {
  for (const key of NUMBERS) tally[key] += part[key]
  for (const key of MAPS) addCounts(tally[key], part[key])
  if (part.earliest !== null && (tally.earliest === null || part.earliest < tally.earliest))
    tally.earliest = part.earliest
  addImpact(tally.office, part.office)
  addImpact(tally.floor, part.floor)
}
