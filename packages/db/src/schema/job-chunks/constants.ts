export const CHUNK_STAGES = ['load', 'people', 'evaluate', 'results'] as const
export type ChunkStage = (typeof CHUNK_STAGES)[number]

export const CHUNK_STATES = ['ready', 'leased', 'done', 'failed'] as const
export type ChunkState = (typeof CHUNK_STATES)[number]
