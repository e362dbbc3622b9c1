/** How a session showed its second factor. */
export const SECOND_FACTORS = ['totp', 'passkey', 'recovery', 'sso'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]
