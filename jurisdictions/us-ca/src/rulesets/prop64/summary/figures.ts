import type { Figure } from '@cmr/jurisdiction'
import { factLabel } from '../answer-words.ts'

const IMPACT_LABELS = {
  noFelony: 'No longer have a felony',
  noConvictionLast7Years: 'No longer have a conviction in the last 7 years',
  noConviction: 'No longer have any conviction',
} as const

function countsIn(report: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, number>> {
  // Safe: reports are made by `prop64Summary`; these members are maps of counts.
  return (report[key] ?? {}) as Readonly<Record<string, number>>
}

/** The report as labelled figures, in the order a page shows them. */
export function figures(report: Readonly<Record<string, unknown>>): Figure[] {
  const one = (group: string, id: string, label: string): Figure => ({
    id,
    group,
    label,
    value: Number(report[id] ?? 0),
  })
  const many = (group: string, key: string, label: (name: string) => string): Figure[] =>
    Object.entries(countsIn(report, key)).map(([name, value]) => ({
      id: `${key}.${name}`,
      group,
      label: label(name),
      value,
    }))
  const impact = (group: string, key: string): Figure[] =>
    Object.entries(IMPACT_LABELS).map(([name, label]) => ({
      id: `${key}.${name}`,
      group,
      label,
      value: countsIn(report, key)[name] ?? 0,
    }))
  return [
    ...impact('People helped by your policy', 'impact'),
    ...impact('People helped by the statute alone', 'impactOfStatutoryFloor'),
    one('People', 'people', 'With an answer for a conviction in the county'),
    one('People', 'peopleWithRelief', 'With some relief'),
    ...many('Convictions by answer', 'convictionsByOutcome', (name) => name),
    ...many('Convictions by what the statute compels', 'convictionsByStatutoryFloor', (name) => name),
    ...many('Convictions by section', 'convictionsBySection', (name) => (name === 'other' ? 'Other' : `§ ${name}`)),
    one('Where a person should look', 'convictionsByPetition', 'By petition: the sentence is still running'),
    one('Where a person should look', 'convictionsWithPresumption', 'Answers that rest on a presumption'),
    ...many('Presumed in answers', 'presumptions', factLabel),
    one('Your policy', 'improvedByOffice', 'Better than the statute compels'),
    one('Your policy', 'contestedByOffice', 'Contested'),
    one('Your policy', 'heldByOffice', 'Held for a person to look at'),
    one('File', 'rows', 'Rows read'),
  ]
}
