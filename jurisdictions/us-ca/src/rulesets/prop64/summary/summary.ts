import type { Determination, Evaluated, Summary } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import { increment, sorted } from '../../../summaries/counts.ts'
import type { Impact } from '../../../summaries/impact.ts'
import { ruleNumber, wordsOf } from '../answer-words.ts'
import type { Prop64Options } from '../options.ts'
import { offenseOf } from '../reading.ts'
import { figures } from './figures.ts'
import { countPerson, grantedByFloor, grantedByOffice } from './impact.ts'
import { emptyTally, mergeTally, type Tally } from './tally.ts'

function countAnswer(tally: Tally, charge: Charge, determination: Determination): void {
  const { floor, policy, outcome, procedure } = determination
  const words = wordsOf(determination)
  const section = offenseOf(charge).marijuana?.section
  tally.convictions++
  if (charge.given.level === 'felony') tally.felonies++
  increment(tally.bySection, section ?? 'other')
  increment(tally.byOutcome, words.outcome)
  increment(tally.byFloor, words.floor)
  increment(tally.byRule, ruleNumber((policy ?? floor).rule))
  if (procedure !== undefined && outcome.kind === 'eligible') tally.byPetition++
  countPresumptions(tally, determination)
  countPolicy(tally, determination)
  if (section !== undefined) countDay(tally, charge.disposedOn)
}

function countDay(tally: Tally, day: string | undefined): void {
  if (day !== undefined && (tally.earliest === null || day < tally.earliest)) tally.earliest = day
}

/** What the office's policy did to an answer. */
function countPolicy(tally: Tally, determination: Determination): void {
  if (determination.refused !== undefined) tally.refused++
  const words = wordsOf(determination)
  switch (determination.policy?.effect) {
    case 'improve':
      if (words.outcome !== words.floor) tally.improved++
      break
    case 'challenge':
      tally.contested++
      break
    case 'hold':
      tally.held++
      break
    case undefined:
      break
  }
}

function countPresumptions(tally: Tally, { floor, policy }: Determination): void {
  if (floor.presumed.length === 0 && (policy?.presumed.length ?? 0) === 0) return
  tally.withPresumption++
  for (const id of new Set([...floor.presumed, ...(policy?.presumed ?? [])])) increment(tally.presumed, id)
}

function add(tally: Tally, evaluated: Evaluated, asOf: string): void {
  const { subject, determinations } = evaluated
  let answered = 0
  let relieved = 0
  for (let i = 0; i < determinations.length; i++) {
    const determination = determinations[i]
    const charge = subject.charges[i]
    if (determination === undefined || charge === undefined) continue
    answered++
    if (determination.outcome.kind === 'eligible') relieved++
    countAnswer(tally, charge, determination)
  }
  if (answered === 0) return
  tally.people++
  if (relieved > 0) tally.peopleWithRelief++
  countPerson(tally.office, evaluated, grantedByOffice, asOf)
  countPerson(tally.floor, evaluated, grantedByFloor, asOf)
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
