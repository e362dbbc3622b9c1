import { useCallback, useEffect, useState } from 'react'
import { askSession, RETRY_MS, stepOf } from './session-clock.ts'
import type { SessionPhase } from './session-clock.ts'

export interface SessionClock {
  readonly phase: SessionPhase
  /** Says that the person is still there. */
  readonly stay: () => void
  /** Asks whether somebody has signed in again. */
  readonly look: () => void
}

/**
 * Follows the end of the session, from what was left of it when the page was made. Only the server knows it: other pages
 * of the same person keep it alive, so the server is asked when the warning would be due, which itself counts as no
 * activity.
 */
export function useSessionClock(userId: string, expiresInMs: number): SessionClock {
  const [step, setStep] = useState(() => stepOf({ userId, expiresInMs }, userId))
  const ask = useCallback(
    (method: 'GET' | 'POST') => {
      askSession(method).then(
        (answer) => setStep(stepOf(answer, userId)),
        () => setStep(({ phase }) => ({ phase, askInMs: RETRY_MS })),
      )
    },
    [userId],
  )
  useEffect(() => {
    if (step.askInMs === null) return
    const timer = setTimeout(() => ask('GET'), step.askInMs)
    return () => clearTimeout(timer)
  }, [ask, step])
  return { phase: step.phase, stay: () => ask('POST'), look: () => ask('GET') }
}
