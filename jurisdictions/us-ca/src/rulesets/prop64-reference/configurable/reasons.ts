export const NON_FELONY_REASON = 'Misdemeanor or Infraction'

export function sectionDismissedReason(section: string): string {
  return `Dismiss all HS ${section} convictions`
}

export function sectionReducedReason(section: string): string {
  return `Reduce all HS ${section} convictions`
}
