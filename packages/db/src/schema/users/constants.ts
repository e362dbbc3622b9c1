/** What a person of Code for America may be; county people are none of these. */
export const STAFF_KINDS = ['onboarding', 'support', 'operator'] as const
export type StaffKind = (typeof STAFF_KINDS)[number]
