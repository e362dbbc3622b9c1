/** How long before its end a person is told, in milliseconds: time to find the page again and press a button. */
export const WARN_MS = 150_000
/** When to ask again after the server could not be reached. */
export const RETRY_MS = 10_000

/** `other`: somebody else has signed in with this browser meanwhile. */
export type SessionPhase = 'open' | 'ending' | 'over' | 'other'

/** What the server says of the session: null when there is none. */
export interface SessionAnswer {
  readonly userId: string
  readonly expiresInMs: number
}

/** What to show now, and when to ask the server again; null for never. */
export interface SessionStep {
  readonly phase: SessionPhase
  readonly askInMs: number | null
}

/** From what the server says of the session of `userId` to what the page does. */
export function stepOf(answer: SessionAnswer | null, userId: string): SessionStep {
  if (answer === null) return { phase: 'over', askInMs: null }
  if (answer.userId !== userId) return { phase: 'other', askInMs: null }
  const { expiresInMs } = answer
  return expiresInMs > WARN_MS
    ? { phase: 'open', askInMs: expiresInMs - WARN_MS }
    : { phase: 'ending', askInMs: expiresInMs + 1000 }
}

/** Asks, or says that the person is still there. Rejects when the server cannot be reached. */
export async function askSession(method: 'GET' | 'POST'): Promise<SessionAnswer | null> {
  const response = await fetch('/session', { method })
  if (response.status === 401 || response.redirected) return null
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  // Safe: our own route.
  return (await response.json()) as SessionAnswer
}
