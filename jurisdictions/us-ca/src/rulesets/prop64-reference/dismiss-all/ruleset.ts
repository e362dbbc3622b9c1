import { law } from '@cmr/jurisdiction'
import { comparisonFlow } from '../compat/comparison-flow.ts'
import { fiftyEightCounties } from '../compat/edition.ts'
import { factsOf } from '../compat/facts.ts'
import { inSelectedCounty, namesProp64Section } from '../compat/pilot-conditions.ts'

/** What dismissing every Prop 64 conviction of the county would do. */
export const dismissAll = comparisonFlow({
  profile: 'dismiss-all',
  title: 'All Prop 64 convictions dismissed, as the tools of 2019 compared',
  scope: law.all(inSelectedCounty, namesProp64Section(factsOf(fiftyEightCounties))),
  reason: 'Dismiss all Prop 64 charges',
  summary: 'Every Prop 64 conviction is dismissed.',
})
