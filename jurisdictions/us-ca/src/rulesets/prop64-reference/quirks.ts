import type { Quirk } from '@cmr/jurisdiction'

/** A known defect of the 2019 tools. */
export interface Defect {
  /** As lists of these defects number it. */
  readonly id: `D${number}`
  /** One plain sentence on what the originals did. */
  readonly summary: string
  /**
   * Where it shows in a `prop64-reference` run: in answers (then rules carry it), in a computed column, in a figure of
   * the report, in the run as a whole; or nowhere, because it is not reproduced.
   */
  readonly shows: 'answer' | 'column' | 'figure' | 'run' | 'nowhere'
  /** Which answers, columns or figures; or why it is not reproduced. */
  readonly where: string
}

/** All of them, in order. */
export const DEFECTS: readonly Defect[] = [
  {
    id: 'D1',
    summary:
      'Convictions of the last seven years are counted back from the day the report is made, not from the as-of date.',
    shows: 'figure',
    where: 'Every figure over the last 7 years.',
  },
  {
    id: 'D2',
    summary: 'Where no conviction is in the county, the day the report is made is reported as the earliest conviction.',
    shows: 'figure',
    where: 'earliestConviction. The as-of date itself has no default here: every run names it.',
  },
  {
    id: 'D3',
    summary: 'A missing or impossible date counts as a date in the year 1.',
    shows: 'answer',
    where: 'Every rule with an age, a date of conviction or years since one; the columns show 01/01/0001 and -1.0.',
  },
  {
    id: 'D4',
    summary: 'A further row of a count lengthens the sentence of whichever conviction came last.',
    shows: 'answer',
    where: 'Rules that ask whether sentences have ended, where the rows of a count do not stand together.',
  },
  {
    id: 'D5',
    summary: 'A CNT_ORDER of fewer than six characters, or an unknown section in the options, stops the tool.',
    shows: 'nowhere',
    where: 'Not reproduced: a short key is used as it is, and unknown sections are refused when options are saved.',
  },
  {
    id: 'D6',
    summary: 'A year of a sentence is 366 days and a month 30.5; very long terms wrap around and count as served.',
    shows: 'answer',
    where: 'Rules that ask whether sentences have ended.',
  },
  {
    id: 'D7',
    summary: 'All parts of a sentence are added up, probation and jail alike, as if served one after another.',
    shows: 'answer',
    where: 'Rules that ask whether sentences have ended.',
  },
  {
    id: 'D8',
    summary: 'Only the text before the first hyphen is read, so an attempt written 664-11359 is not seen.',
    shows: 'answer',
    where: 'Every rule that reads the offense, and which convictions are in scope.',
  },
  {
    id: 'D9',
    summary:
      'A section number is found inside longer ones: 11357.5 counts as 11357, and 137 PC as the superstrike 37 PC.',
    shows: 'answer',
    where: 'Every rule that reads the offense, which convictions are in scope, and the superstrike column.',
  },
  {
    id: 'D10',
    summary: 'Letters of subdivisions count only in one case: 11357(b) in Sacramento, 11357(A) in Los Angeles, 647(f).',
    shows: 'answer',
    where: 'The rules on subdivisions of 11357, and related charges.',
  },
  {
    id: 'D11',
    summary: 'Related charges are recognized without a subdivision only, so 148(A)(1) PC is not.',
    shows: 'answer',
    where: 'Scope and rules of San Joaquin, Contra Costa and the comparison with related charges; their figures.',
  },
  {
    id: 'D12',
    summary: 'The list of registrable sections lacks 288(A), 288(B), 288(C) and 290 itself, and holds 261.5.',
    shows: 'answer',
    where: 'The Los Angeles rule on registration, and the column PC290 Code Section(s).',
  },
  {
    id: 'D13',
    summary: 'The reason says 21 years or younger where the test is under 21.',
    shows: 'answer',
    where: 'The words of the under-21 rule of the 58-county tool.',
  },
  {
    id: 'D14',
    summary:
      'November 9, 2016 counts as after the Act for the pilots, and as not after it in the 58-county tool’s column.',
    shows: 'answer',
    where: 'The pilots’ date gate; the column Occurred after 11/9/2016.',
  },
  {
    id: 'D15',
    summary: 'A felony of a section that is neither dismissed nor reduced gets an empty answer.',
    shows: 'answer',
    where: 'The 58-county tool, where no rule answers.',
  },
  {
    id: 'D16',
    summary: 'All rows without a SUBJECT_ID are one person, whose counts are not told apart.',
    shows: 'run',
    where: 'Every answer, column and figure of that person.',
  },
  {
    id: 'D17',
    summary: 'The county must be written exactly, blanks included.',
    shows: 'answer',
    where: 'Which convictions are in scope.',
  },
  {
    id: 'D18',
    summary: 'A person in two files is two people, each with a part of the record.',
    shows: 'run',
    where: 'Every answer, column and figure of such a person.',
  },
  {
    id: 'D19',
    summary: 'One refused file takes away the whole summary, though the other files have results.',
    shows: 'run',
    where: 'summary.json is written only when every file was done.',
  },
  {
    id: 'D20',
    summary: 'The processing time starts anew with each file.',
    shows: 'nowhere',
    where: 'Not reproduced: the time of the whole run is reported.',
  },
  {
    id: 'D21',
    summary: 'Convictions of other counties can never be relieved, so the counts of people helped are low.',
    shows: 'figure',
    where: 'The counts of people who no longer have a felony or a conviction.',
  },
  {
    id: 'D22',
    summary: 'Superstrikes stand in an order of chance in Los Angeles, and repeat in the other tools.',
    shows: 'column',
    where: 'Superstrike Code Section(s); for Los Angeles they are sorted here.',
  },
  {
    id: 'D23',
    summary:
      'Related convictions “in this county” are counted in all counties, and several Los Angeles figures are always 0.',
    shows: 'figure',
    where: 'relatedConvictions.total and bySection; originalSummary of Los Angeles.',
  },
  {
    id: 'D24',
    summary: 'A registration without a conviction, or a superstrike made of two rows, has no date and bars everything.',
    shows: 'answer',
    where: 'The Los Angeles rules on superstrikes and on registration.',
  },
  {
    id: 'D25',
    summary: 'A prior is any earlier Prop 64 conviction that begins with the same five characters, felony or not.',
    shows: 'answer',
    where: 'The Los Angeles rule on two priors.',
  },
  {
    id: 'D26',
    summary: 'A placeholder such as NULL is kept as a case number.',
    shows: 'column',
    where: 'Case Number.',
  },
  {
    id: 'D27',
    summary: 'What a charge was reduced to at conviction is not read; the charge as filed decides.',
    shows: 'answer',
    where: 'Every rule that reads the offense, and which convictions are in scope.',
  },
  {
    id: 'D28',
    summary: 'Errors in writing results go unnoticed, and earlier results are overwritten.',
    shows: 'nowhere',
    where: 'Not reproduced: a result file appears only when it is complete.',
  },
  {
    id: 'D29',
    summary: 'A section may be set to be dismissed and to be reduced; it is dismissed.',
    shows: 'answer',
    where: 'The rules on sections of the 58-county tool.',
  },
  {
    id: 'D30',
    summary: 'A comma in a path makes two files of it.',
    shows: 'nowhere',
    where: 'Not reproduced: inputs are separate words of the call.',
  },
]

const byId: ReadonlyMap<string, Defect> = new Map(DEFECTS.map((defect) => [defect.id, defect]))

/** Defects that show in a rule, for `Rule.quirks`. Throws for a number that the list does not have. */
export function quirks(...ids: readonly Defect['id'][]): Quirk[] {
  return ids.map((id) => {
    const defect = byId.get(id)
    if (defect === undefined) throw new RangeError(`no defect ${id}`)
    return { id, note: defect.summary }
  })
}
