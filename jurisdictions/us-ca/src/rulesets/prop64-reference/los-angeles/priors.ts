import { defineFact } from '@cmr/jurisdiction'
import type { Subject } from '@cmr/record'
import { lastLosAngeles } from '../compat/edition.ts'
import { convictedOn } from '../compat/history.ts'

/** Five characters in UTF-8, as byte text. The original found no priors where these hold a byte that is no UTF-8. */
const FIVE_CHARACTERS =
  /^(?:[^\x80-\xff]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){5}/

/** The two earliest dates of conviction by the first five characters of the text. */
type EarliestTwo = Map<string, [first: string, second?: string]>

const earliest = new WeakMap<Subject, EarliestTwo>()

function beginning(text: string): string | undefined {
  return FIVE_CHARACTERS.exec(text)?.[0]
}

function earliestTwo(subject: Subject): EarliestTwo {
  const known = earliest.get(subject)
  if (known !== undefined) return known
  const byBeginning: EarliestTwo = new Map()
  for (const charge of subject.charges) {
    const { section, text } = lastLosAngeles.read(charge)
    const key = section === undefined ? undefined : beginning(text)
    if (key === undefined) continue
    const [first, second] = [...(byBeginning.get(key) ?? []), convictedOn(charge)].sort()
    if (first !== undefined) byBeginning.set(key, second === undefined ? [first] : [first, second])
  }
  earliest.set(subject, byBeginning)
  return byBeginning
}

/**
 * Prop 64 convictions of any level in any county, dated before this one, whose text begins with the same five characters
 * (D25): 0, 1 or 2 for two and more. A conviction without a date counts as earlier than any other (D3).
 */
export const priors = defineFact({
  id: 'priors-of-section',
  label: 'Earlier Prop 64 convictions that begin with the same five characters (2 for two or more)',
  about: 'charge',
  get: ({ subject, charge }) => {
    const dates = earliestTwo(subject).get(beginning(lastLosAngeles.read(charge).text) ?? '') ?? []
    const convicted = convictedOn(charge)
    return dates.filter((date) => date !== undefined && date < convicted).length
  },
})
