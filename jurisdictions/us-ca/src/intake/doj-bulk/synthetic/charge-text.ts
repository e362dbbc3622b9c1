import { marijuanaOffenses, type Offense } from './offenses.ts'
import { weighted, type Random } from './random.ts'
import type { Level } from './row-text.ts'

/** One charged count before its rows are written. */
export interface Count {
  readonly offense: Offense
  readonly felony: boolean
  /** OFFENSE_DESCR: the charge, or a pointer to the comment. */
  readonly literal: string
  /** COMMENT_TEXT. */
  readonly comment: string
}

const notes = weighted(
  ['', 90],
  ['SEN CONCURRENT', 3],
  ['COM: WARRANT ISSUED', 2],
  ['"REFER TO CASE FILE, SEE ATTACHED"', 1],
  ['COM: PROB REVOKED AND REINSTATED', 2],
  ['CONV REDUCED PER 17(B)', 1],
  ['"COM: ""TIME SERVED"" CREDIT"', 1],
)

/** Where a charge stands when the description does not hold it. */
const pointers = weighted(['SEE COMMENT FOR CHARGE', 9], ['', 1])
const chargeComments = weighted(['', 6], ['CHRG ', 3], [':CHRG ', 1])

/** Makes a count; `marijuana` says whether it is under one of the four sections, whose comments are odd more often. */
export function makeCount(random: Random, offense: Offense, marijuana: boolean): Count {
  const felony = offense.grade === 'F' || (offense.grade === 'W' && random.chance(0.5))
  if (random.chance(marijuana ? 0.03 : 0.005)) {
    return { offense, felony, literal: random.pick(pointers), comment: random.pick(chargeComments) + offense.literal }
  }
  const literal = random.chance(0.002) ? ' ' + offense.literal : offense.literal
  const comment = marijuana && random.chance(0.02) ? random.pick(marijuanaOffenses).literal : random.pick(notes)
  return { offense, felony, literal, comment }
}

/** What a conviction of the count is recorded as: nearly always the level charged. */
export function convictedLevel(random: Random, { offense, felony }: Count): Level {
  if (random.chance(0.02)) return 'BLANK'
  if (offense.grade === 'I') return 'INFRACTION'
  return felony && !random.chance(0.05) ? 'FELONY' : 'MISDEMEANOR'
}

/** OFFENSE_TOC as charged; now and then left out. */
export function typeOfCharge(random: Random, { offense, felony }: Count): string {
  if (random.chance(0.01)) return ''
  if (offense.grade === 'I') return 'I'
  return felony ? 'F' : 'M'
}
