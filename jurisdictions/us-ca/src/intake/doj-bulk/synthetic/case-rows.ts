import { compactDate } from './calendar.ts'
import { convictedLevel, typeOfCharge, type Count } from './charge-text.ts'
import { makeConviction, makeDismissal, makeRelease, type CountOutcome } from './outcome.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'
import { countColumns, endColumns, stepColumns, type Level, type Place } from './row-text.ts'

/** One court case, from arrest to sentence. */
export interface CaseOutline {
  /** Position in the record, from 101. */
  readonly cycle: number
  /** Day of the arrest, counted from 0000-01-01. */
  readonly day: number
  readonly place: Place
  /** The first count leads: in a convicted case it is convicted, the others may be. */
  readonly counts: readonly Count[]
  readonly convicted: boolean
  /** Whether it came to court. */
  readonly filed: boolean
}

const ARREST_STEP = 1
const COURT_STEP = 2

/** A date as the file gives it: rarely the year alone, more rarely nothing. */
function dateText(random: Random, day: number): string {
  const date = compactDate(day)
  if (random.chance(0.004)) return date.slice(0, 4) + '0000'
  return random.chance(0.001) ? '' : date
}

/** The agency's own number: on every arrest row, on the first court row and on some of the others. */
function fileNumber(random: Random, step: number, count: number): string {
  if (step === COURT_STEP && count > 0 && random.chance(0.6)) return ''
  if (random.chance(0.002)) return 'NULL  '
  return 'TEST-' + random.between(1_000_000, 9_999_999)
}

/** What the rows of one step have in common. */
interface Step {
  readonly number: number
  /** Columns up to the step's own; RECORD_ID is left to the caller. */
  readonly before: string
  /** CNT_ORDER without its count. */
  readonly order: string
  readonly date: string
  readonly age: number
}

/** The rows of one count of a step: one for each part of its sentence. */
function countRows(random: Random, step: Step, count: Count, index: number, outcome: CountOutcome): string[] {
  const columns = countColumns({
    order: step.order + String(index + 1).padStart(3, '0') + '000',
    disposedOn: step.number === COURT_STEP ? step.date : '',
    fileNumber: fileNumber(random, step.number, index),
    offenseCode: count.offense.code,
    offense: count.literal,
    typeOfCharge: typeOfCharge(random, count),
    convicted: outcome.convicted,
  })
  const level: Level = outcome.convicted ? convictedLevel(random, count) : 'BLANK'
  return outcome.sentence.map((part) => {
    const written = level === 'FELONY' && random.chance(0.01) ? 'MISDEMEANOR' : level
    return step.before + ',' + columns + ',' + endColumns(outcome, part, written, step.age, count.comment)
  })
}

/** The rows of a case, without RECORD_ID: the arrest's counts, then the court's, each sentence part on a row of its own. */
export function caseRows(random: Random, person: Person, outline: CaseOutline): string[] {
  const { cycle, day, place, counts, convicted, filed } = outline
  const arrested = compactDate(day)
  const age = Math.floor((day - person.bornDay) / 365.25)

  const makeStep = (number: number, stepDay: number): Step => {
    const date = dateText(random, stepDay)
    const type = number === COURT_STEP ? 'court' : 'arrest'
    const before = person.columns + ',' + stepColumns(cycle, arrested, number, date, type, place)
    return { number, before, order: cycle + '00' + number, date, age }
  }

  const arrest = makeStep(ARREST_STEP, day)
  const rows = counts.flatMap((count, index) => countRows(random, arrest, count, index, makeRelease(random)))
  if (!filed) return rows
  const court = makeStep(COURT_STEP, day + random.between(14, 240))
  counts.forEach((count, index) => {
    const isConvicted = convicted && (index === 0 || random.chance(0.4))
    const outcome = isConvicted ? makeConviction(random, count.felony) : makeDismissal(random)
    rows.push(...countRows(random, court, count, index, outcome))
  })
  return rows
}
