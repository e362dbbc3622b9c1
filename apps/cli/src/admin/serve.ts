/** Entry of `npm start` after install and build: runs the whole service until Ctrl-C. */
import { isAppError } from '@cmr/errors'
import { readAdminEnv } from '../env.ts'
import { ConsoleSteps } from './serve/console-steps.ts'
import { serve } from './serve/serve.ts'

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
// The process that started this one is gone.
process.on('disconnect', () => stop.abort())

const say = (text: string): void => void process.stdout.write(`${text}\n`)

try {
  const ended = await serve(readAdminEnv(), new ConsoleSteps(process.stdout), say, stop.signal)
  if (ended !== undefined) say(`\n${ended}. Everything was stopped.`)
  else say('\nStopped.')
  process.exit(ended === undefined ? 0 : 1)
} catch (error) {
  if (stop.signal.aborted) {
    say('\nStopped.')
    process.exit(0)
  }
  const details = isAppError(error) && error.details !== undefined ? ` (${JSON.stringify(error.details)})` : ''
  say(`\n${error instanceof Error ? error.message : 'The service could not start.'}${details}`)
  process.exit(1)
}
