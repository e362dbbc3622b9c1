import { pilot } from '../compat/pilot.ts'
import { sacramentoScope, sacramentoTable } from './decision-table.ts'

/** The Sacramento pilot in its last version (2019-07-01), quirks included. */
export const sacramento = pilot({
  profile: 'sacramento',
  title: 'Prop 64 as the Sacramento pilot of 2019 computed it',
  scope: sacramentoScope,
  table: sacramentoTable,
})
