import { law, type Condition } from '@cmr/jurisdiction'
import { county, convictionDate, felony } from './facts.ts'
import type { factsOf } from './facts.ts'

type EditionFacts = ReturnType<typeof factsOf>

/** The day from which the pilots called a conviction "after" the Act (D14). */
const FIRST_DAY_AFTER = '2016-11-09'

export const inSelectedCounty = law.check({
  id: 'in-selected-county',
  label: 'Convicted in the selected county',
  facts: [county],
  // The file writes counties in upper case; blanks around them are data (D17).
  holds: ([name], context) => name === context.county.toUpperCase(),
})

export const isNoFelony = law.not(
  law.check({
    id: 'is-felony',
    label: 'The conviction is a felony',
    facts: [felony],
    holds: ([isFelony]) => isFelony,
  }),
)

export const isAfterTheAct = law.check({
  id: 'not-before-act',
  label: 'Convicted on November 9, 2016 or later',
  facts: [convictionDate],
  holds: ([convicted]) => convicted >= FIRST_DAY_AFTER,
})

export function namesProp64Section({ prop64Section }: EditionFacts): Condition<unknown> {
  return law.check({
    id: 'names-prop64-section',
    label: 'The offense text names a section 11357–11360',
    facts: [prop64Section],
    holds: ([section]) => section !== 'none',
  })
}

export function namesRelatedCharge({ relatedCharge }: EditionFacts): Condition<unknown> {
  return law.check({
    id: 'names-related-charge',
    label: 'The offense text names a related charge',
    facts: [relatedCharge],
    holds: ([related]) => related !== 'none',
  })
}

/** Whether the offense text begins with one of these. */
export function textBegins({ offenseText }: EditionFacts, ...beginnings: readonly string[]): Condition<unknown> {
  return law.check({
    id: `text-begins-${beginnings.join('-or-')}`.toLowerCase().replace(/[()]/g, ''),
    label: `The offense text begins with ${beginnings.join(' or ')}`,
    facts: [offenseText],
    holds: ([text]) => beginnings.some((beginning) => text.startsWith(beginning)),
  })
}
