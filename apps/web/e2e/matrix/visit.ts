import type { Stack } from '../fixtures.ts'
import type { Visitor } from './people.ts'

export interface Answer {
  readonly status: number
  readonly headers: string
  readonly body: string
}

export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly address: string
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly bytes?: Buffer
}

const STREAM_MILLISECONDS = 1500

/** One request as a page of ours would send it. Redirects are not followed; a stream is read for a moment. */
export async function visit(
  stack: Pick<Stack, 'origin'>,
  visitor: Pick<Visitor, 'cookie'>,
  asked: Asked,
): Promise<Answer> {
  const { method, address, form, bytes, headers } = asked
  const stop = new AbortController()
  const response = await fetch(stack.origin + address, {
    method,
    redirect: 'manual',
    signal: stop.signal,
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Accept-Encoding': 'identity', Cookie: visitor.cookie, ...headers },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
    ...(bytes !== undefined && { body: new Uint8Array(bytes) }),
  })
  const isStream = response.headers.get('Content-Type')?.includes('event-stream') === true
  const timer = isStream ? setTimeout(() => stop.abort(), STREAM_MILLISECONDS) : undefined
  let body = ''
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) body += part.value
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    clearTimeout(timer)
  }
  return { status: response.status, headers: JSON.stringify([...response.headers]), body }
}
