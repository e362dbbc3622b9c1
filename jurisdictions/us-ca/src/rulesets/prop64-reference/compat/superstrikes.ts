import type { Subject } from '@cmr/record'
import type { Edition } from './edition.ts'

/** Each superstrike of a person's convictions in file order, repeats kept: what two of the three originals list. */
function listed(edition: Edition, subject: Subject): string[] {
  const texts: string[] = []
  for (const charge of subject.charges) {
    const { superstrike, text } = edition.read(charge)
    if (superstrike) texts.push(text)
  }
  return texts
}

/** A crime and the gang enhancement on different rows of one step; of several enhancements the last one counts. */
function pairs(edition: Edition, subject: Subject): string[] {
  const enhancements = new Map<string, string>()
  for (const charge of subject.charges) {
    const { gangEnhancement, text } = edition.read(charge)
    if (gangEnhancement) enhancements.set(charge.caseId, text)
  }
  if (enhancements.size === 0) return []
  return subject.charges.flatMap((charge) => {
    const { gangEnhanceable, text } = edition.read(charge)
    const enhancement = enhancements.get(charge.caseId)
    return gangEnhanceable && enhancement !== undefined ? [`${text} + ${enhancement}`] : []
  })
}

const NONE: readonly string[] = []

/** The superstrikes of a person. The Los Angeles pilot listed each once in an order of chance (D22); here it is the texts'. */
export function superstrikesOf(edition: Edition, subject: Subject): readonly string[] {
  const texts = listed(edition, subject)
  if (edition.pairsSuperstrikes) {
    texts.push(...pairs(edition, subject))
    if (texts.length > 1) return [...new Set(texts)].sort()
  }
  return texts.length === 0 ? NONE : texts
}
