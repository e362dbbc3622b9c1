import { runFiles } from '@cmr/services'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { sendAttachment } from '../../attachment.server.ts'
import { handOver } from '../../forms/handover.server.ts'
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
    return handOver(submitted, `/${ctx.tenant.slug}/runs/${run}/files/${runFileId}`, async (handover) => {
      const file = await runFiles.openRunFile(ctx, deps, { runFileId, ...handover })
      const isSafe = form.parse(submitted.get('form')) === 'spreadsheet' && file.mediaType === 'text/csv'
      const name = isSafe ? file.name.replace(/\.csv$/, ' (spreadsheet).csv') : file.name
      return sendAttachment({
        name: file.draft ? `DRAFT ${name}` : name,
        mediaType: `${file.mediaType}; charset=utf-8`,
        ...(isSafe ? { body: runFiles.safeForSpreadsheets(file.body) } : { body: file.body, size: file.size }),
      })
    })
  },
)
