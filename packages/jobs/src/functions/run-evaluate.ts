import { runs } from '@cmr/services'
import type { Inngest } from 'inngest'

import { runRequested } from '../events.ts'
import { failureOf } from './failure-of.ts'
import { partId } from './part-id.ts'
import { verbsOf, type FunctionDeps } from './run-verb.ts'

/** Evaluates the people of a run's batch part by part, writes the result files and publishes the run. */
export function defineRunEvaluate(client: Inngest, deps: FunctionDeps) {
  return client.createFunction(
    {
      id: 'run-evaluate',
      triggers: [runRequested],
      retries: 8,
      onFailure: async ({ event, error, runId, step }) => {
        const { tenantId, jobId } = runRequested.schema.parse(event.data.event.data)
        const verb = verbsOf(deps, { tenantId, requestId: runId })
        await step.run('fail', verb(runs.failRun, { jobId, ...failureOf(error) }))
      },
    },
    async ({ event, runId, step }) => {
      const { tenantId, jobId } = event.data
      const verb = verbsOf(deps, { tenantId, requestId: runId })

      const { files, state } = await step.run('start', verb(runs.startRun, { jobId }))
      if (state !== 'running') return { state }
      for (const { batchFileId, position, parts } of files) {
        for (let no = 0; no < parts; no++) {
          await step.run(partId('evaluate', position, no), verb(runs.evaluateRange, { jobId, batchFileId, no }))
        }
      }
      for (const { batchFileId, position } of files) {
        await step.run(`results-${position}`, verb(runs.writeResults, { jobId, batchFileId }))
      }
      return step.run('publish', verb(runs.publishRun, { jobId }))
    },
  )
}
