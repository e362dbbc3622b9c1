import { AppError } from '@cmr/errors'
import type { Parameter } from '@cmr/jurisdiction'

/** The value in force on `on` (`YYYY-MM-DD`). Throws INTERNAL when no period covers the day: the jurisdiction has a gap. */
export function parameterInForce<T>(parameter: Parameter<T>, on: string): T {
  const period = parameter.values.find(({ from, to }) => from <= on && (to === undefined || on < to))
  if (period === undefined) {
    throw new AppError('INTERNAL', `Parameter ${parameter.id} has no value in force on ${on}.`, {
      details: { reason: 'parameter-gap' },
    })
  }
  return period.value
}
