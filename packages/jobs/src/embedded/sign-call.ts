import { createHmac } from 'node:crypto'

import { invariant } from '@cmr/errors'
import canonicalize from 'canonicalize'

/** A call to the serve handler, signed as the SDK verifies it: HMAC-SHA256 over the RFC 8785 body and the time. */
export function signCall(
  url: URL,
  call: { method: 'POST' | 'PUT'; body: unknown; headers?: Record<string, string> },
  signingKey: string,
): Request {
  const text = canonicalize(call.body)
  invariant(text !== undefined, 'The body of a call is not JSON')
  const seconds = Math.floor(Date.now() / 1000).toString()
  const key = signingKey.replace(/^signkey-\w+-/, '')
  const digest = createHmac('sha256', key).update(text).update(seconds).digest('hex')
  return new Request(url, {
    method: call.method,
    body: text,
    headers: {
      ...call.headers,
      host: url.host,
      'content-type': 'application/json',
      'x-inngest-signature': `t=${seconds}&s=${digest}`,
    },
  })
}
