import { law } from '@cmr/jurisdiction'
import {
  concentrate,
  cultivation,
  forSale,
  lawfulGift,
  minorFavored,
  transport,
  twoPriors,
  withinLawfulPlants,
} from '../conditions.ts'
import { hs, PRESUMED_ELIGIBLE } from '../statutes.ts'
import { chosen, office, openToKindness } from './policy-conditions.ts'
import { effective, type OfficeRule } from './policy-rule.ts'

/** The office reads the statute's priors as those under the new subdivisions only. */
export const priorsDoNotBar: OfficeRule = {
  id: 'prop64/office-priors-do-not-bar',
  summary: 'The office holds that convictions under the old section do not count as priors.',
  citations: [hs('11359', '(c)(2)'), PRESUMED_ELIGIBLE],
  effective,
  effect: 'improve',
  when: office.all(
    chosen('priors-chosen', 'The office chose that reading', ({ unsettled }) => unsettled.twoPriors === 'do-not-bar'),
    law.any(forSale, law.all(transport, law.not(lawfulGift)), law.all(cultivation, law.not(withinLawfulPlants))),
    law.not(minorFavored),
    twoPriors,
    openToKindness,
  ),
  outcome: { kind: 'eligible', relief: 'redesignate-misdemeanor' },
}

export const holdConcentrate: OfficeRule = {
  id: 'prop64/office-hold-concentrate',
  summary: 'The office looks at every concentrate conviction before anything is filed.',
  citations: [hs('11357', '(b)(2)')],
  effective,
  effect: 'hold',
  when: office.all(
    chosen('hold-concentrate-chosen', 'The office chose it', ({ unsettled }) => unsettled.holdConcentrate),
    concentrate,
    openToKindness,
  ),
  outcome: { kind: 'needs_review', question: 'How much concentrate was it?' },
}
