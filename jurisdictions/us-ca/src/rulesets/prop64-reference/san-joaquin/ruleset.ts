import { pilot } from '../compat/pilot.ts'
import { prop64OrRelated, relatedChargeTable } from '../compat/related-charge-table.ts'

/** The San Joaquin pilot in its last version (2019-07-01), quirks included. */
export const sanJoaquin = pilot({
  profile: 'san-joaquin',
  title: 'Prop 64 as the San Joaquin pilot of 2019 computed it',
  scope: prop64OrRelated,
  table: relatedChargeTable('san-joaquin'),
})
