/** How records left the office's walls. */
export const RELEASE_KINDS = ['export', 'court-file', 'support-download'] as const
export type ReleaseKind = (typeof RELEASE_KINDS)[number]
