import { imports } from '@cmr/services'
import type { Inngest } from 'inngest'

import { batchConfirmed } from '../events.ts'
import { failureOf } from './failure-of.ts'
import { partId } from './part-id.ts'
import { verbsOf, type FunctionDeps } from './run-verb.ts'

/** Loads the files of a confirmed batch, one after the other, and gathers their people; a refused file does not stop the others. */
export function defineBatchImport(client: Inngest, deps: FunctionDeps) {
  return client.createFunction(
    {
      id: 'batch-import',
      triggers: [batchConfirmed],
      retries: 8,
      onFailure: async ({ event, error, runId, step }) => {
        const { tenantId, jobId } = batchConfirmed.schema.parse(event.data.event.data)
        const verb = verbsOf(deps, { tenantId, requestId: runId })
        await step.run('fail', verb(imports.failImport, { jobId, ...failureOf(error) }))
      },
    },
    async ({ event, runId, step }) => {
      const { tenantId, jobId } = event.data
      const verb = verbsOf(deps, { tenantId, requestId: runId })

      const { files } = await step.run('start', verb(imports.startImport, { jobId }))
      for (const { batchFileId, position } of files) {
        const file = { jobId, batchFileId }
        const inspected = await step.run(`inspect-${position}`, verb(imports.inspectFile, file))
        if (inspected.state === 'rejected') continue
        let state: 'done' | 'rejected' = 'done'
        for (let no = 0; no < inspected.chunks && state === 'done'; no++) {
          ;({ state } = await step.run(partId('load', position, no), verb(imports.loadChunk, { ...file, no })))
        }
      }
      const linked = await step.run('link', verb(imports.linkSubjects, { jobId }))
      for (const { batchFileId, position, parts } of linked.files) {
        for (let no = 0; no < parts; no++) {
          await step.run(partId('people', position, no), verb(imports.buildPeople, { jobId, batchFileId, no }))
        }
      }
      return step.run('finish', verb(imports.finishImport, { jobId }))
    },
  )
}
