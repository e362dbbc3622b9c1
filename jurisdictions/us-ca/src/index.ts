import { defineJurisdiction } from '@cmr/jurisdiction'
import { COUNTIES } from './counties.ts'
import { dojBulk } from './intake/doj-bulk/format.ts'
import { configurable } from './rulesets/prop64-reference/configurable/ruleset.ts'

export const california = defineJurisdiction({
  contract: 1,
  id: 'us-ca',
  name: 'California',
  version: '2026.1.0',
  timeZone: 'America/Los_Angeles',
  terms: { prosecutor: 'District Attorney', subject: 'person' },
  counties: COUNTIES,
  intake: [dojBulk],
  rulesets: [configurable],
})
