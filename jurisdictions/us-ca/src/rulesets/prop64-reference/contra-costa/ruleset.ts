import { pilot } from '../compat/pilot.ts'
import { prop64OrRelated, relatedChargeTable } from '../compat/related-charge-table.ts'

/** The Contra Costa pilot in its last version (2019-07-01), quirks included. */
export const contraCosta = pilot({
  profile: 'contra-costa',
  title: 'Prop 64 as the Contra Costa pilot of 2019 computed it',
  scope: prop64OrRelated,
  table: relatedChargeTable('contra-costa'),
})
