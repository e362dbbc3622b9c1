import { z } from 'zod'

export const JobInput = z.strictObject({ jobId: z.uuid() })
export type JobInput = z.input<typeof JobInput>

export const JobFileInput = z.strictObject({ jobId: z.uuid(), batchFileId: z.uuid() })
export type JobFileInput = z.input<typeof JobFileInput>

/** `no` counts from 0 within the stage of one file. */
export const JobChunkInput = z.strictObject({ jobId: z.uuid(), batchFileId: z.uuid(), no: z.int().nonnegative() })
export type JobChunkInput = z.input<typeof JobChunkInput>

export const FailJobInput = z.strictObject({
  jobId: z.uuid(),
  reason: z.string().regex(/^[a-z-]+$/),
  /** What happened and what to do, for the people who see it. No record data. */
  message: z.string().min(1),
})
export type FailJobInput = z.input<typeof FailJobInput>
