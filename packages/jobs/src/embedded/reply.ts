import { z } from 'zod'

import { operationSchema, readError, readOperations, type Effect, type StoredError } from './operation.ts'

/** What the serve handler answered to one call. */
export type Reply =
  | { readonly kind: 'effect'; readonly effect: Effect; readonly retryAfterMs?: number }
  /** The function itself threw: outside a step, or a failed step's error passed on. */
  | { readonly kind: 'threw'; readonly error: StoredError; readonly final: boolean; readonly retryAfterMs?: number }

/**
 * Reads the reply of the SDK. An answer without its header did not come from it: a failure of
 * transport, retried like any other error.
 */
export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  if (!response.headers.has('x-inngest-sdk')) return lost(`The serve handler answered ${response.status}.`)
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'))
  const after = retryAfterMs === undefined ? {} : { retryAfterMs }
  const body = parseJson(text)
  switch (response.status) {
    case 200:
      return { kind: 'effect', effect: { steps: [], next: { kind: 'completed', output: body ?? null } } }
    case 206: {
      const operations = z.array(operationSchema).safeParse(body)
      if (!operations.success) return lost('The serve handler answered operations that cannot be read.')
      return { kind: 'effect', effect: readOperations(operations.data), ...after }
    }
    default: {
      const final = response.headers.get('x-inngest-no-retry') === 'true'
      return { kind: 'threw', error: readError(body), final, ...after }
    }
  }
}

function lost(message: string): Reply {
  return { kind: 'threw', error: { name: 'TransportError', message }, final: false }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whole seconds or a date; absent or unreadable means the usual delay. */
function readRetryAfter(value: string | null): number | undefined {
  if (value === null || value === 'false') return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}
