import { defineJurisdiction } from '@cmr/jurisdiction'
import { since2019 } from './comparisons/since-2019/since-2019.ts'
import { COUNTIES } from './counties.ts'
import { dojBulk } from './intake/doj-bulk/format.ts'
import { prop64 } from './rulesets/prop64/ruleset.ts'
import { configurable } from './rulesets/prop64-reference/configurable/ruleset.ts'
import { contraCosta } from './rulesets/prop64-reference/contra-costa/ruleset.ts'
import { dismissAllRelated } from './rulesets/prop64-reference/dismiss-all-related/ruleset.ts'
import { dismissAll } from './rulesets/prop64-reference/dismiss-all/ruleset.ts'
import { losAngeles } from './rulesets/prop64-reference/los-angeles/ruleset.ts'
import { sacramento } from './rulesets/prop64-reference/sacramento/ruleset.ts'
import { sanJoaquin } from './rulesets/prop64-reference/san-joaquin/ruleset.ts'

export const california = defineJurisdiction({
  contract: 1,
  id: 'us-ca',
  name: 'California',
  version: '2026.2.0',
  timeZone: 'America/Los_Angeles',
  terms: { prosecutor: 'District Attorney', subject: 'person' },
  counties: COUNTIES,
  intake: [dojBulk],
  rulesets: [prop64, configurable, losAngeles, sacramento, sanJoaquin, contraCosta, dismissAll, dismissAllRelated],
  comparisons: [since2019],
})
