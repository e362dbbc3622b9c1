import type { Evaluated, Summary } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import { increment, sorted } from '../../../summaries/counts.ts'
import { addPersonImpact, type Impact } from '../../../summaries/impact.ts'
import type { Prop64Options } from '../options.ts'
import { offensesOf } from '../reading.ts'
import { type Answer, answerOf } from './answer.ts'
import { figures } from './figures.ts'
import { impactReading } from './impact.ts'
import { emptyTally, mergeTally, type Tally } from './tally.ts'

function countCharge(tally: Tally, { given, disposedOn }: Charge, section: string | undefined): void {
  tally.convictions++
  if (given.level === 'felony') tally.felonies++
  increment(tally.bySection, section ?? 'other')
  if (section !== undefined) countDay(tally, disposedOn)
}

function countDay(tally: Tally, day: string | undefined): void {
  if (day !== undefined && (tally.earliest === null || day < tally.earliest)) tally.earliest = day
}

function countAnswer(tally: Tally, { outcome, floor, rule, isByPetition, presumed, policy, isRefused }: Answer): void {
  increment(tally.byOutcome, outcome)
  increment(tally.byFloor, floor)
  increment(tally.byRule, rule)
  if (isByPetition) tally.byPetition++
  if (presumed.length > 0) tally.withPresumption++
  for (const id of presumed) increment(tally.presumed, id)
  if (policy !== undefined) tally[policy]++
  if (isRefused) tally.refused++
}

function add(tally: Tally, { subject, determinations }: Evaluated, asOf: string): void {
  if (determinations.every((determination) => determination === undefined)) return
  const { charges } = subject
  const offenses = offensesOf(subject)
  const answers = determinations.map((determination) => determination && answerOf(determination))
  answers.forEach((answer, i) => {
    const charge = charges[i]
    if (answer === undefined || charge === undefined) return
    countCharge(tally, charge, offenses[i]?.marijuana?.section)
    countAnswer(tally, answer)
  })
  tally.people++
  if (answers.some((answer) => answer?.byOffice !== undefined)) tally.peopleWithRelief++
  const reading = impactReading(asOf)
  addPersonImpact(tally.office, charges, (index) => answers[index]?.byOffice, reading)
  addPersonImpact(tally.floor, charges, (index) => answers[index]?.byFloor, reading)
}

function impactReport({ noFelony, noConviction, noConvictionLast7Years }: Impact): Record<string, number> {
  return { noFelony, noConviction, noConvictionLast7Years }
}

/** The run summary: people are counted once, whatever files they stand in. The seven years end on the as-of day. */
export const prop64Summary: Summary<Prop64Options, Tally> = {
  fileName: 'summary',
  empty: emptyTally,
  add: (tally, evaluated, { asOf }) => add(tally, evaluated, asOf),
  merge: mergeTally,

  report(files, { county, asOf, seconds }) {
    const total = emptyTally()
    let rows = 0
    for (const file of files) {
      mergeTally(total, file.state)
      rows += file.rows
    }
    return {
      county,
      asOf,
      rows,
      processingTimeInSeconds: seconds,
      people: total.people,
      peopleWithRelief: total.peopleWithRelief,
      convictions: total.convictions,
      felonies: total.felonies,
      earliestConviction: total.earliest,
      convictionsBySection: sorted(total.bySection),
      convictionsByOutcome: sorted(total.byOutcome),
      convictionsByStatutoryFloor: sorted(total.byFloor),
      convictionsByRule: sorted(total.byRule),
      convictionsByPetition: total.byPetition,
      convictionsWithPresumption: total.withPresumption,
      presumptions: sorted(total.presumed),
      improvedByOffice: total.improved,
      contestedByOffice: total.contested,
      heldByOffice: total.held,
      refusedPolicy: total.refused,
      impact: impactReport(total.office),
      impactOfStatutoryFloor: impactReport(total.floor),
    }
  },

  figures,
}
