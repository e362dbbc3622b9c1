import { trimSpace } from '@cmr/intake'

const SEE_COMMENT = 'SEE COMMENT FOR CHARGE'

/** Whether a description says nothing, so that the charge must be looked for in the comment. */
export function isDescriptionEmpty(description: string): boolean {
  const text = trimSpace(description)
  return text === '' || text === SEE_COMMENT
}

/** Whether a description points to the comment in exactly the words that the oldest tools looked for. */
export function pointsToComment(description: string): boolean {
  return description === SEE_COMMENT
}

/** The offense as a row gives it, whole and untrimmed: the description, or the comment where the description says nothing. */
export function offenseText(description: string, comment: string): string {
  return isDescriptionEmpty(description) ? comment : description
}
