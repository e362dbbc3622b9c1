import { eventType } from 'inngest'
import { z } from 'zod'

/** A person confirmed a batch: load its files. Ids only, as in every event. */
export const batchConfirmed = eventType('cmr/batch.confirmed', {
  schema: z.object({ tenantId: z.uuid(), jobId: z.uuid(), batchId: z.uuid() }),
})

/** A run was asked for, by a person or by a finished import: evaluate its batch. */
export const runRequested = eventType('cmr/run.requested', {
  schema: z.object({ tenantId: z.uuid(), jobId: z.uuid(), runId: z.uuid() }),
})
