import { law } from '@cmr/jurisdiction'
import { comparisonFlow } from '../compat/comparison-flow.ts'
import { fiftyEightCounties } from '../compat/edition.ts'
import { factsOf } from '../compat/facts.ts'
import { inSelectedCounty, namesProp64Section, namesRelatedCharge } from '../compat/pilot-conditions.ts'

const facts = factsOf(fiftyEightCounties)

/** What dismissing every Prop 64 conviction and every related charge of the county would do. */
export const dismissAllRelated = comparisonFlow({
  profile: 'dismiss-all-related',
  title: 'All Prop 64 convictions and related charges dismissed, as the tools of 2019 compared',
  scope: law.all(inSelectedCounty, law.any(namesProp64Section(facts), namesRelatedCharge(facts))),
  reason: 'Dismiss all Prop 64 and related charges',
  summary: 'Every Prop 64 conviction and every related charge is dismissed.',
})
