import { freePort } from '@cmr/db/embedded'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AdminEnv } from '../../env.ts'
import { seedDemo, type SeedDemoOptions } from '../seed/seed-demo.ts'
import { startChild, type Child } from './child.ts'
import type { ConsoleSteps } from './console-steps.ts'
import { readLocalSettings } from './settings.ts'
import { startBackend, type Step } from './start-backend.ts'
import { waitForWeb } from './wait-for-web.ts'
import { welcome } from './welcome.ts'

const WEB = fileURLToPath(new URL('../../../../web/server.ts', import.meta.url))

/**
 * Runs the whole service on this machine until `signal` aborts or a part of it ends by itself: database, worker, web,
 * with the demonstration's offices. Everything it started is stopped again, in the opposite order. Returns what ended
 * it, or undefined when `signal` did.
 */
export async function serve(
  env: AdminEnv,
  steps: ConsoleSteps,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  const step: Step = async (name, work) => {
    signal.throwIfAborted()
    steps.begin(name)
    const result = await work()
    steps.done()
    return result
  }
  const settings = await readLocalSettings(env.dataDir)
  const masterKey = Buffer.from(settings.masterKey, 'base64')
  const backend = await startBackend(settings, env.inherited, step)
  let web: Child | undefined
  try {
    const port = await freePort(env.port)
    const origin = `http://localhost:${port}`
    const address = { HOST: '127.0.0.1', PORT: String(port), PUBLIC_ORIGIN: origin }
    web = startChild('The web server', WEB, { ...backend.webEnv, ...address }, settings.logDir)
    const demo = join(settings.dataDir, 'demo')
    const ready = async (): Promise<undefined> => {
      await prepareDemo({ services: backend.services, masterKey, folder: demo, signal }, steps, step)
      await step('Waiting for the web server', () => waitForWeb(origin, signal))
      say(welcome(origin, demo))
      return undefined
    }
    const ended = Promise.race([backend.workerEnded, web.ended])
    return (await Promise.race([ended, ready()])) ?? (await Promise.race([ended, aborted(signal)]))
  } finally {
    await web?.stop()
    await backend.stop()
  }
}

function prepareDemo(options: Omit<SeedDemoOptions, 'report'>, steps: ConsoleSteps, step: Step): Promise<void> {
  const report = (line: string): void => steps.update(line)
  return step('Preparing the demonstration', () => seedDemo({ ...options, report }))
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
