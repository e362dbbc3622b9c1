import type { Charge } from '@cmr/record'
import { type OffenseReading, readOffense } from './offense-reading.ts'

/**
 * The original tools as far as they read a record differently:
 * `pilots-of-july` is the last version with the Sacramento, San Joaquin and Contra Costa flows (2019-07-01), `los-angeles`
 * the last Los Angeles pilot (0.2.5), `58-counties` the configurable tool (0.2.13).
 */
export interface Edition {
  readonly id: 'pilots-of-july' | 'los-angeles' | '58-counties'
  read(charge: Charge): OffenseReading
  /** Whether the charge's cycle has a Prop 64 charge of any disposition. */
  isProp64InCycle(charge: Charge): boolean
  /** Whether superstrikes are listed once each, with pairs of a crime and a gang enhancement in the same case. */
  readonly pairsSuperstrikes: boolean
}

/** Until August 2019 only the exact words SEE COMMENT FOR CHARGE sent the reader to the comment. */
const NOTHING_READ = readOffense('')

export const pilotsOfJuly: Edition = {
  id: 'pilots-of-july',
  read: (charge) => (charge.given.literalFrom === 'unmarked-comment' ? NOTHING_READ : readOffense(charge.literal)),
  isProp64InCycle: ({ given }) => (given.marijuanaInCycleAsMarked ?? given.marijuanaInCycle) === true,
  pairsSuperstrikes: false,
}

export const lastLosAngeles: Edition = {
  id: 'los-angeles',
  read: (charge) => readOffense(charge.literal),
  isProp64InCycle: ({ given }) => given.marijuanaInCycle === true,
  pairsSuperstrikes: true,
}

export const fiftyEightCounties: Edition = { ...lastLosAngeles, id: '58-counties', pairsSuperstrikes: false }
