import { trimSpace } from '@cmr/intake'
import { type Charge, detach } from '@cmr/record'

/** What stands for the county where the file names none: no county is called so. */
export const NO_COUNTY = 'none'

/** A county as a file writes it, and its name as the rules compare it. */
type Known = readonly [given: string, name: string]

/** Files repeat a few. */
const known = new Map<string, Known>()
const KEPT = 1000
/** The one asked for last: most rows of a file are of one county. */
let last: Known = ['', NO_COUNTY]

/** The name of the county of the court, without blanks around it, in capitals; `NO_COUNTY` where the file names none. */
export function countyOf({ given: { county } }: Charge): string {
  if (typeof county !== 'string') return NO_COUNTY
  if (county !== last[0]) last = find(county)
  return last[1]
}

function find(county: string): Known {
  let found = known.get(county)
  if (found === undefined) {
    if (known.size >= KEPT) known.clear()
    const name = trimSpace(county).toUpperCase()
    found = [detach(county), name === '' ? NO_COUNTY : name]
    known.set(found[0], found)
  }
  return found
}
