import { isAppError } from '@cmr/errors'
import { runFiles } from '@cmr/services'
import { createReadableStreamFromReadable, redirect } from '@remix-run/node'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { attachment } from '../../attachment.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const params = z.object({ file: z.uuid() })
const query = z.object({ run: z.uuid() })

/** `exact`: byte for byte. `spreadsheet`: an apostrophe before what a spreadsheet would run. */
const form = z.enum(['exact', 'spreadsheet']).catch('exact')

/** Opening the address leads to the page that asks to whom the file goes, as coming back from a step-up does. */
export const loader = tenantLoader(
  { permission: 'export:download', params, query },
  async ({ ctx, deps, params: { file }, query: { run } }) => {
    await runFiles.listRunFiles(ctx, deps, { runId: run })
    throw redirect(`/${ctx.tenant.slug}/runs/${run}/files/${file}`)
  },
)

/** Hands a result file over, streamed from the encrypted store, once it is written down to whom and what for. */
export const action = tenantAction(
  { permission: 'export:download', params, query, stepUp: true },
  async ({ request, ctx, deps, params: { file: runFileId }, query: { run } }) => {
    const submitted = await request.formData()
    const text = (name: string) => String(submitted.get(name) ?? '')
    try {
      const handover = { recipient: text('recipient'), purpose: text('purpose') }
      const file = await runFiles.openRunFile(ctx, deps, { runFileId, ...handover })
      const isSafe = form.parse(text('form')) === 'spreadsheet' && file.mediaType === 'text/csv'
      const body = isSafe ? runFiles.safeForSpreadsheets(file.body) : file.body
      const name = isSafe ? file.name.replace(/\.csv$/, ' (spreadsheet).csv') : file.name
      return new Response(createReadableStreamFromReadable(Readable.from(body)), {
        headers: {
          'Content-Type': `${file.mediaType}; charset=utf-8`,
          ...(!isSafe && { 'Content-Length': String(file.size) }),
          'Content-Disposition': attachment(file.draft ? `DRAFT ${name}` : name),
        },
      })
    } catch (error) {
      const missing = isAppError(error, 'VALIDATION') ? String(error.details?.['field']) : ''
      if (missing !== 'recipient' && missing !== 'purpose') throw error
      // What was typed stays out of the address.
      throw redirect(`/${ctx.tenant.slug}/runs/${run}/files/${runFileId}?${new URLSearchParams({ missing })}`)
    }
  },
)
