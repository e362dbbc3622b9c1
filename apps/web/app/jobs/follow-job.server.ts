import { jobs } from '@cmr/services'
import type { Context, ServiceDeps } from '@cmr/services'
import type { AppContext } from '../app-context.ts'
import { describeFailure } from '../error-response.server.ts'
import type { EventSink } from './event-stream.server.ts'
import { isOver } from './job-progress.ts'
import { progressOf } from './progress-of.server.ts'
import { watchAccess } from './watch-access.server.ts'

/** How often it looks again, in case a change was not announced. */
const CHECK_MILLISECONDS = 2000
const LEAST_GAP_MILLISECONDS = 250

interface Follow {
  readonly ctx: Context
  readonly deps: ServiceDeps
  readonly app: AppContext
  /** Names the session the stream runs by. */
  readonly sessionId: string
  readonly jobId: string
  readonly sink: EventSink
}

/**
 * Sends what the database says about a job at once and after each announced change, at most four times a second, and
 * ends the stream when the job is over, or within a second when the session or the grant is. Returns how to stop.
 */
export async function followJob({ ctx, deps, app, sessionId, jobId, sink }: Follow): Promise<() => void> {
  let last = ''
  let sending: Promise<void> | undefined
  let again = false
  const sendNow = async () => {
    const progress = progressOf(await jobs.getProgress(ctx, deps, { jobId }))
    const text = JSON.stringify(progress)
    if (text !== last) sink.send('progress', String(Date.now()), progress)
    last = text
    if (isOver(progress)) sink.end()
    else await new Promise((resolve) => setTimeout(resolve, LEAST_GAP_MILLISECONDS))
  }
  const fail = (error: unknown) => {
    app.log.warn({ requestId: ctx.requestId, ...describeFailure(error) }, 'A progress stream ended early.')
    sink.end()
  }
  const changed = () => {
    again = true
    sending ??= (async () => {
      while (again) {
        again = false
        await sendNow()
      }
    })()
      .catch(fail)
      .finally(() => (sending = undefined))
  }
  const unsubscribe = app.jobWatcher.subscribe(jobId, changed)
  const unwatch = await watchAccess({ ctx, app, sessionId }, () => sink.end())
  const look = setInterval(changed, CHECK_MILLISECONDS)
  changed()
  return () => {
    clearInterval(look)
    unwatch()
    unsubscribe()
  }
}
