export const PURGE_KINDS = ['retention', 'offboarding'] as const
export type PurgeKind = (typeof PURGE_KINDS)[number]
