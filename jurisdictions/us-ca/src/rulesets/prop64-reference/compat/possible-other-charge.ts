import { isDescriptionEmpty } from '../../../intake/doj-bulk/offense-text.ts'
import { prop64Section, section11357Letter } from './offense-patterns.ts'

function isMinorLetter(letter: string): boolean {
  return letter === 'A' || letter === 'B'
}

/**
 * The column "Possible Other P64 Charges": the comment, where it names a Prop 64 section that the description does
 * not; else empty. Subdivisions of 11357 count as another charge only across the groups A–B and C–D.
 */
export function possibleOtherCharge(description: string, comment: string): string {
  const inComment = prop64Section(comment)
  if (inComment === undefined || isDescriptionEmpty(description)) return ''
  if (prop64Section(description) !== inComment) return comment
  if (inComment !== '11357') return ''
  const commentLetter = section11357Letter(comment)
  const descriptionLetter = section11357Letter(description)
  if (commentLetter === undefined) return ''
  if (descriptionLetter === undefined) return comment
  return isMinorLetter(commentLetter) === isMinorLetter(descriptionLetter) ? '' : comment
}
