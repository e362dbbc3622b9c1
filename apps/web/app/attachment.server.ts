import { createReadableStreamFromReadable } from '@remix-run/node'
import { Readable } from 'node:stream'

/** A file somebody is given to keep. */
export interface Attachment {
  readonly name: string
  /** As in Content-Type, with the charset of text. */
  readonly mediaType: string
  /** Bytes, where they are known before the first one leaves. */
  readonly size?: number
  readonly body: AsyncIterable<Buffer | string>
}

/** Answers with a file, streamed as it is made. */
export function sendAttachment({ name, mediaType, size, body }: Attachment): Response {
  return new Response(createReadableStreamFromReadable(Readable.from(body)), {
    headers: {
      'Content-Type': mediaType,
      ...(size !== undefined && { 'Content-Length': String(size) }),
      'Content-Disposition': attachment(name),
    },
  })
}

/**
 * A Content-Disposition that saves under `name` whatever characters it has: a plain form for old readers and the
 * exact one (RFC 6266, RFC 8187).
 */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
