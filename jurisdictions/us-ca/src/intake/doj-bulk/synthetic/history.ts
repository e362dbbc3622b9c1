import { dayNumber } from '@cmr/record'
import { compactDate } from './calendar.ts'
import { caseRows, type CaseOutline } from './case-rows.ts'
import { makeCount, type Count } from './charge-text.ts'
import { companionOffenses, marijuanaOffenses, otherOffenses, registrations, type Offense } from './offenses.ts'
import type { Person } from './person.ts'
import { weighted, type Random } from './random.ts'
import { countColumns, endColumns, stepColumns, type Place, type StepType } from './row-text.ts'

const FIRST_CYCLE = 101
const FIRST_DAY = dayNumber('1970-01-01')
/** The day the file was drawn. */
const LAST_DAY = dayNumber('2019-06-30')
const DAYS_TO_SIXTEEN = 16 * 366

const marijuanaCases = weighted([1, 80], [2, 15], [3, 5])
const countsInCase = weighted([1, 60], [2, 25], [3, 10], [4, 5])
const MEAN_OTHER_CONVICTED = 4
const MEAN_NOT_CONVICTED = 5

/** Where the file's cases were tried: the county that asked for it, and all others. */
export interface Places {
  readonly home: Place
  readonly elsewhere: readonly Place[]
}

type Kind = 'marijuana' | 'convicted' | 'not-convicted'

function makeCounts(random: Random, kind: Kind): Count[] {
  const lead: readonly Offense[] = kind === 'marijuana' || random.chance(0.04) ? marijuanaOffenses : otherOffenses
  const counts = [makeCount(random, random.pick(lead), lead === marijuanaOffenses)]
  const others = random.pick(countsInCase) - 1
  for (let other = 0; other < others; other++) {
    const again = kind === 'marijuana' && random.chance(0.25)
    const table = again ? marijuanaOffenses : random.chance(0.5) ? companionOffenses : otherOffenses
    counts.push(makeCount(random, random.pick(table), again))
  }
  return counts
}

function makeCase(random: Random, places: Places, kind: Kind, cycle: number, day: number): CaseOutline {
  const atHome = kind === 'marijuana' || random.chance(0.75)
  return {
    cycle,
    day,
    place: atHome ? places.home : random.pick(places.elsewhere),
    counts: makeCounts(random, kind),
    convicted: kind !== 'not-convicted',
    filed: kind !== 'not-convicted' || random.chance(0.6),
  }
}

/** A row that is no charge: a registration or the notice of a death. */
function noticeRow(
  person: Person,
  place: Place,
  cycle: number,
  day: number,
  type: StepType,
  offense?: Offense,
): string {
  const date = compactDate(day)
  const columns = countColumns({
    order: cycle + '001001000',
    disposedOn: '',
    fileNumber: '',
    offenseCode: offense?.code ?? '',
    offense: offense?.literal ?? '',
    typeOfCharge: '',
    convicted: false,
  })
  const age = Math.floor((day - person.bornDay) / 365.25)
  const end = endColumns({ columns: ',,', convicted: false, sentence: [] }, ',,,,,', 'BLANK', age, '')
  return [person.columns, stepColumns(cycle, date, 1, date, type, place), columns, end].join(',')
}

function shuffle(random: Random, kinds: Kind[]): void {
  for (let last = kinds.length - 1; last > 0; last--) {
    const other = random.between(0, last)
    const moved = kinds[last]
    const there = kinds[other]
    if (moved === undefined || there === undefined) continue
    kinds[last] = there
    kinds[other] = moved
  }
}

/**
 * The rows of one person, cycle by cycle, each row without RECORD_ID. There is at least one conviction at home
 * under one of the four sections, as in the file a county gets.
 */
export function makeHistory(random: Random, person: Person, places: Places): string[][] {
  const kinds: Kind[] = [
    ...new Array<Kind>(random.pick(marijuanaCases)).fill('marijuana'),
    ...new Array<Kind>(random.exponential(MEAN_OTHER_CONVICTED)).fill('convicted'),
    ...new Array<Kind>(random.exponential(MEAN_NOT_CONVICTED)).fill('not-convicted'),
  ]
  shuffle(random, kinds)
  const from = Math.max(FIRST_DAY, person.bornDay + DAYS_TO_SIXTEEN)
  const days = kinds.map(() => random.between(from, LAST_DAY)).sort((a, b) => a - b)
  const cycles = kinds.map((kind, index) =>
    caseRows(random, person, makeCase(random, places, kind, FIRST_CYCLE + index, days[index] ?? from)),
  )
  const lastDay = days.at(-1) ?? from
  if (random.chance(0.05)) {
    const day = random.between(lastDay, LAST_DAY)
    const offense = random.pick(registrations)
    cycles.push([noticeRow(person, places.home, FIRST_CYCLE + cycles.length, day, 'registration', offense)])
  }
  if (random.chance(0.015)) {
    cycles.push([noticeRow(person, places.home, FIRST_CYCLE + cycles.length, LAST_DAY, 'deceased')])
  }
  return cycles
}
