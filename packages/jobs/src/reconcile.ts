import { jobs } from '@cmr/services'
import type { Logger } from 'pino'

import type { RelayDeps } from './relay.ts'

export interface ReconcileDeps extends RelayDeps {
  readonly logger: Logger
  /** True while the backend still has the job in hand. */
  readonly hasActiveRun: (jobId: string) => Promise<boolean>
  /** A job counts as forgotten when nothing has moved for so long. */
  readonly quietSeconds: number
}

/** Wakes unfinished jobs that the backend knows nothing of: our tables say what is to be done, not its store. */
export async function wakeForgottenJobs(deps: ReconcileDeps): Promise<void> {
  for (const { jobId, name, data } of await jobs.listDueJobs(deps.services, { quietSeconds: deps.quietSeconds })) {
    if (await deps.hasActiveRun(jobId)) continue
    deps.logger.warn({ jobId, event: name }, 'A job that nothing works on is woken again')
    await deps.client.send({ name, data })
  }
}
