/** `receiving`: bytes still arrive; `stored`: whole, hashed, never changed again. */
export const FILE_STATES = ['receiving', 'stored'] as const
export type FileState = (typeof FILE_STATES)[number]
