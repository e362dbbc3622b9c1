import type { Logger } from 'pino'

import { reportError } from './error-report.ts'

export interface Repetition {
  /** Runs the next pass at once instead of at its time. */
  wake(): void
  /** No further pass; resolves when the one in progress has ended. */
  stop(): Promise<void>
}

/** Runs `pass` now and then every `everyMs`, one at a time. A pass that throws is logged; the next one comes. */
export function repeat(name: string, everyMs: number, logger: Logger, pass: () => Promise<void>): Repetition {
  let stopped = false
  let woken = false
  let wakeUp: (() => void) | undefined
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async (): Promise<void> => {
    while (!stopped) {
      woken = false
      await pass().catch((error: unknown) =>
        logger.error({ error: reportError(error), name }, 'A worker loop failed; it goes on'),
      )
      if (!stopped && !woken) await pause()
    }
  }
  const finished = loop()
  const wake = (): void => {
    woken = true
    wakeUp?.()
  }
  return {
    wake,
    stop: async () => {
      stopped = true
      wake()
      await finished
    },
  }
}
