import type { Compared } from '@cmr/jurisdiction'
import { dayNumber, type Charge } from '@cmr/record'
import { readSentence } from '../../intake/doj-bulk/sentence-parts.ts'
import { readOffenseText } from '../../offenses/read-offense.ts'
import { historyOf } from '../../rulesets/prop64/facts/history.ts'
import { LIFE, sentenceEnd } from '../../rulesets/prop64/facts/sentence-end.ts'
import { offenseOf } from '../../rulesets/prop64/reading.ts'
import { readOffense } from '../../rulesets/prop64-reference/compat/offense-reading.ts'
import { prop64Section } from '../../rulesets/prop64-reference/compat/offense-patterns.ts'
import { sentenceEndDay } from '../../rulesets/prop64-reference/compat/sentence-end.ts'

/** The conviction that is compared. */
export function chargeOf({ subject, index }: Compared): Charge | undefined {
  return subject.charges[index]
}

/** Whether the earlier answer came from a rule whose id ends so. */
export function answeredThenBy({ before }: Compared, ...endings: string[]): boolean {
  const rule = before?.policy?.rule ?? ''
  return endings.some((ending) => rule.endsWith(ending))
}

/** Whether the statutory floor's rule today is the one of this number. */
export function floorNow({ after }: Compared, id: string): boolean {
  return after?.floor.rule === id
}

/** The section the earlier tools saw, and the one the conviction is under today. */
export function sections(compared: Compared): { then: string | undefined; now: string | undefined } {
  const charge = chargeOf(compared)
  if (charge === undefined) return { then: undefined, now: undefined }
  return { then: readOffense(charge.literal).section, now: offenseOf(charge).marijuana?.section }
}

/** Whether a section stands in the text, but behind its first hyphen. */
export function isCutAtHyphen(compared: Compared): boolean {
  const literal = chargeOf(compared)?.literal ?? ''
  return readOffense(literal).section === undefined && prop64Section(literal) !== undefined
}

/** Whether the person was convicted of another offense than was charged. */
export function isConvictedOfOther(compared: Compared): boolean {
  const charge = chargeOf(compared)
  const convicted = charge?.given.convictedOffense
  if (charge === undefined || typeof convicted !== 'string') return false
  const then = readOffenseText(charge.literal).marijuana
  const now = readOffenseText(convicted)
  return (
    now.codes.length > 0 &&
    (now.marijuana?.section !== then?.section || now.marijuana?.subdivision !== then?.subdivision)
  )
}

/** Whether the sentence had ended by the as-of day for one of the two and not for the other. */
export function sentencesDisagree(compared: Compared): boolean {
  const { asOf } = compared.afterRun
  return compared.subject.charges.some((charge) => {
    const end = sentenceEnd(charge)
    const isOverNow = end === undefined || (end !== LIFE && end <= asOf)
    return isOverNow !== sentenceEndDay(charge) <= dayNumber(asOf)
  })
}

export function hasSeveralSentenceParts(compared: Compared): boolean {
  const { sentence } = chargeOf(compared)?.given ?? {}
  return typeof sentence === 'string' && readSentence(sentence).length > 1
}

/** Whether any of the person's convictions that the earlier pattern took for one of its list is none today. */
export function listsDisagree({ subject }: Compared, list: 'superstrike' | 'registrable'): boolean {
  return subject.charges.some(
    ({ literal }) => readOffense(literal)[list] && readOffenseText(literal)[list] === undefined,
  )
}

/** Whether no single conviction was on the earlier list: it was a pair of rows, or a registration without a conviction. */
export function isUndatedBar({ subject }: Compared, list: 'superstrike' | 'registrable'): boolean {
  return !subject.charges.some(({ literal }) => readOffense(literal)[list])
}

/** Whether a conviction that bars relief today was not on the earlier lists. */
export function isMissedThen({ subject }: Compared): boolean {
  return subject.charges.some(({ literal }) => {
    const now = readOffenseText(literal)
    const then = readOffense(literal)
    return (now.superstrike !== undefined && !then.superstrike) || (now.registrable !== undefined && !then.registrable)
  })
}

/** Whether a record that § 11361.5 ordered destroyed stands among the person's. */
export function hasDestroyedRecord({ subject, afterRun }: Compared): boolean {
  return historyOf(subject, afterRun.asOf).recency.count < subject.charges.length
}
