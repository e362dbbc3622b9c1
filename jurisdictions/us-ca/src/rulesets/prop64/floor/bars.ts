import { law } from '@cmr/jurisdiction'
import { barred, minorsOffense, notPossession, twoPriors } from '../conditions.ts'
import { DISQUALIFYING_OFFENSES, hs, REGISTRATION_OFFENSES, SMIT } from '../statutes.ts'
import { barredOutcome, effective, type FloorRule } from './floor-rule.ts'

export const disqualifyingPrior: FloorRule = {
  id: 'prop64/s-90-disqualifying-prior',
  summary: 'A disqualifying conviction came before the marijuana charge, so the offense would still be a felony.',
  citations: [
    hs('11358', '(d)'),
    hs('11359', '(c)(1)'),
    hs('11360', '(a)(3)(A)'),
    DISQUALIFYING_OFFENSES,
    REGISTRATION_OFFENSES,
    SMIT,
  ],
  effective,
  when: law.all(notPossession, barred),
  outcome: barredOutcome,
}

export const twoPriorsReview: FloorRule = {
  id: 'prop64/s-91-two-priors',
  summary: 'Two earlier convictions under the same old section: whether they count under the new one is not settled.',
  citations: [hs('11358', '(d)'), hs('11359', '(c)(2)'), hs('11360', '(a)(3)(B)')],
  effective,
  when: law.all(notPossession, twoPriors),
  outcome: { kind: 'needs_review', question: 'Do two convictions under the old section bar relief?' },
}

export const aggravatorReview: FloorRule = {
  id: 'prop64/s-92-aggravator',
  summary:
    'Signs of a sale to, or work by, minors: the case file must show whether the offense would still be a felony.',
  citations: [hs('11359', '(c)(3), (d)'), hs('11360', '(a)(3)(C), (D)'), hs('11358', '(d)(3)')],
  effective,
  when: law.all(notPossession, minorsOffense),
  outcome: { kind: 'needs_review', question: 'Did the offense involve minors in a way that keeps it a felony?' },
}
