import fc from 'fast-check'
import type { RowColumns } from './doj-rows.ts'
import type { AlsoGiven } from './prop64-fixture.ts'

/** The rows of one invented person, and what the file cannot give of the first. */
export interface History {
  readonly rows: readonly RowColumns[]
  readonly also: AlsoGiven
}

const COVERED_TEXTS = [
  '11357 HS-POSSESS',
  '11357(A) HS-CONCENTRATE',
  '11357(B) HS-POSSESS',
  '11357(C) HS-POSSESS',
  '11357(D) HS-SCHOOL GROUNDS',
  '11357(E) HS-SCHOOL GROUNDS',
  '11358 HS-CULTIVATE',
  '11359 HS-FOR SALE',
  '11360(A) HS-SELL',
  '11360(B) HS-GIVE AWAY',
  '11360 HS-TRANSPORT',
  '664-11359 HS-ATTEMPT',
  '11530 HS-POSSESS',
  '11531 HS-SELL',
] as const

const OTHER_TEXTS = [
  '187(A) PC-MURDER',
  '664/187(A) PC-ATTEMPTED MURDER',
  '288(A) PC-LEWD ACT',
  '207(A) PC-KIDNAPPING',
  '290(B) PC-FAIL TO REGISTER',
  '459 PC-BURGLARY',
  '11357.5 HS-SYNTHETIC',
  '11361(B) HS-SELL TO MINOR',
  '148(A)(1) PC-OBSTRUCT',
  '4060 BP-DRUG',
  'SEE COMMENT FOR CHARGE',
  '',
  '-',
  '99999 ??',
  '(((11359',
] as const

/** Compact days around every day the law turns on, with some that are none. */
export const DAYS = [
  '',
  '00000000',
  '20100230',
  '19690601',
  '19751231',
  '19760101',
  '19960229',
  '20000101',
  '20091201',
  '20100115',
  '20161108',
  '20161109',
  '20161110',
  '20170201',
  '20230601',
] as const

const BIRTHS = [
  '',
  '19400101',
  '19700101',
  '19881201',
  '19881202',
  '19911202',
  '19920229',
  '99991231',
  '20091301',
] as const

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values)

/** A conviction in one of three arrests with two court cases each. */
function countAt(index: number) {
  return fc
    .record({
      OFFENSE_DESCR: fc.oneof(
        { weight: 2, arbitrary: oneOf(COVERED_TEXTS) },
        { weight: 1, arbitrary: oneOf(OTHER_TEXTS) },
      ),
      STP_EVENT_DATE: oneOf(DAYS),
      CYC_DATE: oneOf(DAYS),
      CONV_STAT_DESCR: oneOf(['FELONY', 'MISDEMEANOR', 'INFRACTION', '']),
      OFFENSE_TOC: oneOf(['F', 'M', 'I', '', 'N']),
      SENT_LENGTH: oneOf(['', '001', '014', '099', 'X']),
      SENT_TIME_CODE: oneOf(['D', 'M', 'Y', 'L', '']),
      OFN: oneOf(['', '', 'TEST-1', 'TEST-2']),
      COMMENT_TEXT: oneOf(['', '', 'CHRG 11359 HS', 'TEST COMMENT']),
      cycle: fc.integer({ min: 1, max: 3 }),
      step: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ cycle, step, ...columns }): RowColumns => ({ ...columns, CNT_ORDER: `10${cycle}00${step}00${index}000` }))
}

const counts = fc
  .tuple(...[1, 2, 3, 4, 5].map(countAt))
  .chain((all) => fc.integer({ min: 1, max: 5 }).map((size) => all.slice(0, size)))

/** Rows that are no convictions: relief granted later, a registration, a death notice. */
const others = fc.subarray<RowColumns>([
  { CNT_ORDER: '101009001000', DISP_DESCR: 'DISM PER 1203.4 PC', OFFENSE_DESCR: '11359 HS-FOR SALE' },
  { CNT_ORDER: '101009002000', DISP_DESCR: 'RESENTENCED PER 1170.18 PC', OFFENSE_DESCR: '11359 HS-FOR SALE' },
  { CNT_ORDER: '104001001000', STP_TYPE_DESCR: 'REGISTRATION', OFFENSE_DESCR: '290(A) PC', DISP_DESCR: '' },
  { CNT_ORDER: '105001001000', STP_TYPE_DESCR: 'DECEASED', DISP_DESCR: '' },
  { CNT_ORDER: '101008001000', DISP_DESCR: 'DISMISSED', OFFENSE_DESCR: '11359 HS-FOR SALE' },
])

const also: fc.Arbitrary<AlsoGiven> = fc.record(
  {
    grams: oneOf([0, 4, 8, 8.1, 28.5, 28.6, 500]),
    plants: oneOf([0, 6, 7, 100]),
    offenseOn: oneOf(['1975-12-31', '2009-12-01', '2016-11-08', '2016-11-09']),
  },
  { requiredKeys: [] },
)

/** One court for each arrest. */
const county = oneOf(['SAN JOAQUIN', 'SAN JOAQUIN', 'LAKE', ''])

/** Histories of one person each, with odd texts and missing days. */
export const histories: fc.Arbitrary<History> = fc
  .record({ counts, others, also, born: oneOf(BIRTHS), counties: fc.tuple(county, county, county) })
  .map(({ counts: convictions, others: further, also: given, born, counties }) => ({
    rows: [...convictions, ...further].map((row) => {
      const court = counties[Number(row.CNT_ORDER?.[2]) - 1] ?? 'SAN JOAQUIN'
      return { ...row, PRI_DOB: born, STP_ORI_CNTY_NAME: court }
    }),
    also: given,
  }))

const years = (least: number) => oneOf([0, least, 10, 15].filter((value) => value === 0 || value >= least))
const contest = fc.constantFrom({}, { on: true })

/** Any policy an office may save. */
export const policies = fc.record({
  dismiss: fc.record({
    sections: fc.subarray(['11357', '11358', '11359', '11360']),
    nonFelonies: fc.boolean(),
    barred: fc.boolean(),
    related: fc.boolean(),
  }),
  dismissWhen: fc.record({
    ageAtLeast: oneOf([0, 40, 65]),
    underTwentyOne: fc.boolean(),
    yearsSinceConviction: years(1),
    yearsWithoutConviction: years(1),
    yearsWithoutFelony: years(1),
    onlyMarijuana: fc.boolean(),
    onlyConviction: fc.boolean(),
    sentenceServed: fc.boolean(),
    deceased: fc.boolean(),
  }),
  unsettled: fc.record({ twoPriors: oneOf(['review', 'do-not-bar']), holdConcentrate: fc.boolean() }),
  contest: fc.tuple(contest, contest, contest).map(([serving, later, large]) => ({
    ...('on' in serving ? { serving: true, servingGround: 'unreasonable-risk' } : {}),
    ...('on' in later ? { laterOffense: true, laterOffenseGround: 'criteria-not-met' } : {}),
    ...('on' in large ? { largeAmount: true, largeAmountGround: 'criteria-not-met' } : {}),
  })),
})
export type Policy = typeof policies extends fc.Arbitrary<infer P> ? P : never
