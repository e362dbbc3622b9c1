import { COUNTIES } from '../../counties.ts'
import { COLUMNS } from './columns.ts'
import { makeHistory, type Places } from './synthetic/history.ts'
import { makePerson } from './synthetic/person.ts'
import { Random } from './synthetic/random.ts'
import type { Place } from './synthetic/row-text.ts'

/** What file is wanted. */
export interface SyntheticRequest {
  /** A county by its name in the manifest: the one the file was drawn for. */
  readonly county: string
  /** Data rows, exactly. */
  readonly rows: number
  /** Any whole number; the same one gives the same file. */
  readonly seed: number
  /** Whether the first line names the columns; true when left out. */
  readonly header?: boolean
}

const PIECE_BYTES = 1 << 20
/** Share of people whose last cycle stands apart from their other rows, behind the next person. */
const SPLIT_SHARE = 0.005

/** The state numbers its counties in alphabetical order, as FIPS does with odd numbers. */
function placeOf({ fips, name }: { readonly fips: string; readonly name: string }): Place {
  return { code: String((Number(fips.slice(2)) + 1) / 2).padStart(2, '0'), name: name.toUpperCase() }
}

function placesOf(county: string): Places {
  const home = COUNTIES.find(({ name }) => name === county)
  if (home === undefined) throw new RangeError('The county is not one of the manifest.')
  return { home: placeOf(home), elsewhere: COUNTIES.filter((other) => other !== home).map(placeOf) }
}

/**
 * Writes a file of invented people in the layout of the state's bulk file, as byte text in pieces of about 1 MiB.
 * It looks like a real one in what people are charged with, how cases end and how often data are odd or missing;
 * names, numbers of documents and case numbers are ones that cannot exist.
 */
export function* synthesize({ county, rows, seed, header = true }: SyntheticRequest): Generator<string, void> {
  const random = new Random(seed)
  const places = placesOf(county)
  let text = header ? COLUMNS.join(',') + '\n' : ''
  let written = 0
  let apart: string[] = []
  for (let ordinal = 0; written < rows; ordinal++) {
    const cycles = makeHistory(random, makePerson(random, ordinal), places)
    const last = cycles.length > 1 && random.chance(SPLIT_SHARE) ? (cycles.pop() ?? []) : []
    const next = [...cycles.flat(), ...apart].slice(0, rows - written)
    apart = last
    for (const row of next) text += ++written + ',' + row
    if (text.length >= PIECE_BYTES) {
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
}
