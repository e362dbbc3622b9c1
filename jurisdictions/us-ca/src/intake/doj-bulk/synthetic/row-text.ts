import type { CountOutcome } from './outcome.ts'

/** A county as the agency columns name it. */
export interface Place {
  /** Two digits. */
  readonly code: string
  /** Upper case. */
  readonly name: string
}

export type StepType = 'arrest' | 'court' | 'registration' | 'deceased'

interface StepWords {
  readonly columns: string
  readonly agencyType: string
  readonly agency: string
}

const steps: Readonly<Record<StepType, StepWords>> = {
  arrest: { columns: '1,ARREST/DETAINED/CITED', agencyType: '1,POLICE/SHERIFF', agency: 'CAPD' },
  court: { columns: '2,COURT ACTION', agencyType: '5,COURT', agency: 'CASC' },
  registration: { columns: '3,REGISTRATION', agencyType: '1,POLICE/SHERIFF', agency: 'CAPD' },
  deceased: { columns: '4,DECEASED', agencyType: '1,POLICE/SHERIFF', agency: 'CAPD' },
}

/** Columns CYC_SEG_SEP to STP_ORI_CNTY_NAME. `cycle` counts from 101, `step` from 1; dates as written. */
export function stepColumns(
  cycle: number,
  cycleDate: string,
  step: number,
  date: string,
  type: StepType,
  place: Place,
): string {
  const { columns, agencyType, agency } = steps[type]
  return [
    ...['#', cycle, cycleDate],
    ...['#', '00' + step, date, columns],
    ...[agencyType, 'CA0' + place.code + '0000', agency + ' ' + place.name, place.code, place.name],
  ].join(',')
}

/** What stands in the columns from CNT_SEG_SEP to FE_NUM_WARRANT. */
export interface CountColumns {
  readonly order: string
  readonly disposedOn: string
  readonly fileNumber: string
  readonly offenseCode: string
  readonly offense: string
  readonly typeOfCharge: string
  /** Repeated as the convicted offense; blank columns otherwise. */
  readonly convicted: boolean
}

/** The columns from OFFENSE_QUAL_LST to DISP_OFFENSE_QUAL_LST are left blank. */
const BLANK_TO_CONVICTED = ','.repeat(5)
/** CONV_OFFENSE_ORDER to CONV_OFFENSE_QUAL_LST of a count without a conviction. */
const BLANK_CONVICTED = ','.repeat(5)
/** FE_NUM_ORDER to FE_NUM_WARRANT are left blank. */
const BLANK_EVENT_NUMBERS = ','.repeat(12)

/** Columns CNT_SEG_SEP to FE_NUM_WARRANT, joined. */
export function countColumns(count: CountColumns): string {
  const { order, disposedOn, fileNumber, offenseCode, offense, typeOfCharge } = count
  const charged = `#,${order},${disposedOn},${fileNumber},${offenseCode},${offense},${typeOfCharge}`
  const convicted = count.convicted ? `,1,${offenseCode},${offense},${typeOfCharge},` : BLANK_CONVICTED
  return charged + BLANK_TO_CONVICTED + convicted + BLANK_EVENT_NUMBERS
}

export type Level = 'FELONY' | 'MISDEMEANOR' | 'INFRACTION' | 'BLANK'

const levels: Readonly<Record<Level, string>> = {
  FELONY: '1,FELONY',
  MISDEMEANOR: '2,MISDEMEANOR',
  INFRACTION: '3,INFRACTION',
  BLANK: ',',
}

/** Columns DISP_ORDER to END_OF_REC, joined, with the line end. `part` is one part of the outcome's sentence. */
export function endColumns(outcome: CountOutcome, part: string, level: Level, age: number, comment: string): string {
  return `${outcome.columns},${levels[level]},#,${part},${age},1,A,${comment},#\n`
}
