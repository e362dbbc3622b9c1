export const GRANT_MODES = ['read', 'write'] as const
export type GrantMode = (typeof GRANT_MODES)[number]

export const GRANT_STATES = ['requested', 'approved', 'denied', 'revoked', 'ended'] as const
export type GrantState = (typeof GRANT_STATES)[number]

/** Hours a grant lasts unless it says otherwise, and at most. */
export const GRANT_HOURS = { usual: 4, most: 72 } as const
