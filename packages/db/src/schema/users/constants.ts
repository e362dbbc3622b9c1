/** What a person of Code for America may be; county people are neither. */
export const STAFF_KINDS = ['support', 'operator'] as const
export type StaffKind = (typeof STAFF_KINDS)[number]
