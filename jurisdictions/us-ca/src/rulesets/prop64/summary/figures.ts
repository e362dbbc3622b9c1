import type { Figure } from '@cmr/jurisdiction'
import { IMPACT_LABELS } from '../../../summaries/impact.ts'
import { figuresOf } from '../../../summaries/report-figures.ts'
import { factLabel } from '../answer-words.ts'

/** The report as labelled figures, in the order a page shows them. */
export function figures(report: Readonly<Record<string, unknown>>): Figure[] {
  const { one, many, named } = figuresOf(report)
  return [
    ...named('People helped by your policy', 'impact', IMPACT_LABELS),
    ...named('People helped by the statute alone', 'impactOfStatutoryFloor', IMPACT_LABELS),
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
