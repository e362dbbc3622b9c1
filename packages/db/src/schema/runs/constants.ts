export const RUN_STATES = ['queued', 'running', 'published', 'failed'] as const
export type RunState = (typeof RUN_STATES)[number]
