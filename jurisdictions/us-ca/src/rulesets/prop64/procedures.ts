import { law, type Procedure } from '@cmr/jurisdiction'
import { PROP_64_EFFECTIVE } from './effective-date.ts'
import { serving } from './facts/facts.ts'
import { PETITION } from './statutes.ts'

/** S-95: while a sentence is running the same relief is given by petition, and the court may weigh danger. */
export const petitionWhileServing: Procedure = {
  id: 'prop64/s-95-petition',
  label: 'By petition: the sentence is still running, and the court may weigh an unreasonable risk of danger',
  summary: 'While the sentence is running the same relief is given by petition, and the court may weigh danger.',
  citations: [PETITION],
  effective: { from: PROP_64_EFFECTIVE },
  when: law.check({
    id: 'sentence-running',
    label: 'The sentence ends after the as-of day',
    facts: [serving],
    holds: ([isServing]) => isServing,
  }),
}
