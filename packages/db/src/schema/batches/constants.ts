export const BATCH_STATES = ['draft', 'importing', 'ready', 'failed'] as const
export type BatchState = (typeof BATCH_STATES)[number]
