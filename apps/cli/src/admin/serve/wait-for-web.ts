import { AppError } from '@cmr/errors'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 60_000
const PAUSE_MS = 150

/** Resolves when the web server answers on its health page. Throws UNAVAILABLE after a minute. */
export async function waitForWeb(origin: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    const answer = await fetch(`${origin}/health`, { signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      // Not listening yet.
      if (error instanceof TypeError) return undefined
      throw error
    })
    if (answer?.ok === true) return
    await sleep(PAUSE_MS)
  }
  throw new AppError('UNAVAILABLE', 'The web server did not answer within a minute.', {
    details: { reason: 'web-not-ready' },
  })
}
