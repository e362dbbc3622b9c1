import { AppError } from '@cmr/errors'
import type { Jurisdiction } from '@cmr/jurisdiction'
import { california } from '@cmr/us-ca'

/** Every state the service knows: one import and one line each. */
export const jurisdictions: readonly Jurisdiction[] = [california]

/** The jurisdiction of that id. Throws NOT_FOUND, naming those there are. */
export function getJurisdiction(id: string): Jurisdiction {
  const found = jurisdictions.find((jurisdiction) => jurisdiction.id === id)
  if (found === undefined) {
    throw new AppError(
      'NOT_FOUND',
      `There is no jurisdiction ${id}. There are: ${jurisdictions.map((known) => known.id).join(', ')}.`,
      {
        details: { reason: 'unknown-jurisdiction' },
      },
    )
  }
  return found
}
