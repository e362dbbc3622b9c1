import { anyNeedsReason } from './any-needs-reason.mjs'
import { declaredRoute } from './declared-route.mjs'
import { noClockInPureCode } from './no-clock-in-pure-code.mjs'
import { noLostResponse } from './no-lost-response.mjs'
import { noProcessEnv } from './no-process-env.mjs'
import { noRawSql } from './no-raw-sql.mjs'
import { noRecordDataInErrors } from './no-record-data-in-errors.mjs'
import { serviceMutationGuards } from './service-mutation-guards.mjs'

/** The rules of this house, under the prefix `cmr/`. */
export const localRules = {
  rules: {
    'any-needs-reason': anyNeedsReason,
    'declared-route': declaredRoute,
    'no-clock-in-pure-code': noClockInPureCode,
    'no-lost-response': noLostResponse,
    'no-process-env': noProcessEnv,
    'no-raw-sql': noRawSql,
    'no-record-data-in-errors': noRecordDataInErrors,
    'service-mutation-guards': serviceMutationGuards,
  },
}
