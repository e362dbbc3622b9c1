/** What a county's person may be. Roles add up. */
export const ROLES = ['admin', 'analyst', 'attorney', 'auditor'] as const
export type Role = (typeof ROLES)[number]
