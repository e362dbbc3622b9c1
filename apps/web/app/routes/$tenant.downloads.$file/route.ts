import { runFiles } from '@cmr/services'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { attachment } from '../../attachment.server.ts'
import { tenantLoader } from '../../route-builder.ts'

/** A result file, byte for byte, streamed from the encrypted store. */
export const loader = tenantLoader(
  { permission: 'export:download', params: z.object({ file: z.uuid() }) },
  async ({ ctx, deps, params }) => {
    const file = await runFiles.openRunFile(ctx, deps, { runFileId: params.file })
    return new Response(createReadableStreamFromReadable(Readable.from(file.body)), {
      headers: {
        'Content-Type': `${file.mediaType}; charset=utf-8`,
        'Content-Length': String(file.size),
        'Content-Disposition': attachment(file.name),
      },
    })
  },
)
