import { weighted, type Random } from './random.ts'

/** How a count ended, as columns DISP_ORDER to CONV_STAT_DESCR without the level, and the sentence it brought. */
export interface CountOutcome {
  /** DISP_ORDER, DISP_CODE, DISP_DESCR. */
  readonly columns: string
  readonly convicted: boolean
  /** One text of columns SENT_ORDER to SENT_TIME_DESCR a part; a count without a sentence has one blank part. */
  readonly sentence: readonly string[]
}

type Place = 'PROBATION' | 'JAIL' | 'PRISON' | 'FINE'

interface Conviction {
  readonly columns: string
  /** Where the sentence is served, in the order the parts are written. */
  readonly places: readonly Place[]
}

const felonyConvictions = weighted<Conviction>(
  [{ columns: '1,2001,CONVICTED-PROB/JAIL', places: ['PROBATION', 'JAIL', 'FINE'] }, 50],
  [{ columns: '1,2002,CONVICTED-PRISON', places: ['PRISON', 'FINE'] }, 30],
  [{ columns: '1,2003,CONVICTED-JAIL', places: ['JAIL', 'FINE'] }, 10],
  [{ columns: '1,2004,CONVICTED-PROBATION', places: ['PROBATION', 'FINE'] }, 10],
)
const lesserConvictions = weighted<Conviction>(
  [{ columns: '1,2001,CONVICTED-PROB/JAIL', places: ['PROBATION', 'JAIL', 'FINE'] }, 40],
  [{ columns: '1,2003,CONVICTED-JAIL', places: ['JAIL', 'FINE'] }, 25],
  [{ columns: '1,2005,CONVICTED-FINE', places: ['FINE'] }, 15],
  [{ columns: '1,2004,CONVICTED-PROBATION', places: ['PROBATION', 'FINE'] }, 20],
)
const dismissals = weighted(
  ['1,3001,DISMISSED/CHARGE DROPPED', 45],
  ['1,3002,DISMISSED/FURTHERANCE OF JUSTICE', 35],
  ['1,3003,DISMISSED/LACK OF EVIDENCE', 12],
  ['1,3004,ACQUITTED', 3],
  ['1,3005,DIVERSION-PC1000 OR PC1000.2', 5],
)
const releases = weighted(
  [',,', 55],
  ['1,1001,PROS REL-DET ONLY-LACK OF SUFF EVID', 25],
  ['1,1002,REL/TOT OTHER JURIS/AUTH', 20],
)

const NO_SENTENCE = [',,,,,']
/** Separate parts of one sentence: mostly one, up to three. */
const partCounts = weighted([1, 55], [2, 30], [3, 15])

function lengthOf(random: Random, place: Place, felony: boolean): string {
  switch (place) {
    case 'PROBATION':
      if (random.chance(0.3)) return random.between(2, felony ? 5 : 3) + ',Y,YEARS'
      return random.pick(felony ? [36, 36, 36, 60] : [12, 24, 36, 36]) + ',M,MONTHS'
    case 'JAIL':
      if (random.chance(0.2)) return random.between(1, felony ? 12 : 6) + ',M,MONTHS'
      return random.between(1, felony ? 365 : 180) + ',D,DAYS'
    case 'PRISON':
      if (random.chance(0.4)) return random.pick([8, 16, 16, 20, 24, 32]) + ',M,MONTHS'
      return random.between(2, random.chance(0.05) ? 25 : 6) + ',Y,YEARS'
    case 'FINE':
      return ',,'
  }
}

const placeColumns: Readonly<Record<Place, string>> = {
  PROBATION: '1,PROBATION',
  JAIL: '2,JAIL',
  PRISON: '3,PRISON',
  FINE: '4,FINE',
}

function makeSentence(random: Random, { places }: Conviction, felony: boolean): string[] {
  return places
    .slice(0, random.pick(partCounts))
    .map((place, part) => part + 1 + ',' + placeColumns[place] + ',' + lengthOf(random, place, felony))
}

/** A count a court convicted of. */
export function makeConviction(random: Random, felony: boolean): CountOutcome {
  const conviction = random.pick(felony ? felonyConvictions : lesserConvictions)
  return { columns: conviction.columns, convicted: true, sentence: makeSentence(random, conviction, felony) }
}

/** A count a court did not convict of. */
export function makeDismissal(random: Random): CountOutcome {
  return { columns: random.pick(dismissals), convicted: false, sentence: NO_SENTENCE }
}

/** A count as the arrest reported it. */
export function makeRelease(random: Random): CountOutcome {
  return { columns: random.pick(releases), convicted: false, sentence: NO_SENTENCE }
}
