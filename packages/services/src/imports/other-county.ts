import type { Refusal } from './refusal-reason.ts'

const NAMED_IN_MESSAGE = 5

/** The refusal of a file of which no row names the office's county. `counties`: rows by the county they name. */
export function otherCounty(county: string, counties: Readonly<Record<string, number>>): Refusal | undefined {
  if (counties[county] !== undefined) return undefined
  const names = Object.entries(counties)
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name)
  const more = names.length - NAMED_IN_MESSAGE
  const named = names.slice(0, NAMED_IN_MESSAGE).join(', ') + (more > 0 ? ` and ${more} more` : '')
  const message =
    names.length === 0
      ? `No row of the file names ${county} or any other county. Check that it is the file the state sent to your office.`
      : `No row of the file names ${county}; its rows name ${named}. Check that it is the file the state sent to your office.`
  return { reason: 'other-county', message }
}
