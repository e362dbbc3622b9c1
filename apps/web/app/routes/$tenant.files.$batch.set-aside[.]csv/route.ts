import { batches } from '@cmr/services'
import { z } from 'zod'
import { sendAttachment } from '../../attachment.server.ts'
import { csvLine } from '../../csv-line.ts'
import { tenantLoader } from '../../route-builder.ts'
import type { TenantRequest } from '../../route-builder.ts'

const PAGE_SIZE = 5000

type Asked = Pick<TenantRequest<{ batch: string }, unknown>, 'ctx' | 'deps' | 'params'>

/** Where every row stands that was set aside, and why; as long as it is, page by page. */
export const loader = tenantLoader(
  { permission: 'batch:read', params: z.object({ batch: z.uuid() }) },
  async (asked) => {
    const first = await pageOf(asked, 1)
    const body = lines(asked, first)
    return sendAttachment({ name: 'set-aside.csv', mediaType: 'text/csv; charset=utf-8', body })
  },
)

function pageOf({ ctx, deps, params }: Asked, page: number): Promise<batches.SetAsidePage> {
  return batches.listSetAside(ctx, deps, { batchId: params.batch, page, pageSize: PAGE_SIZE })
}

async function* lines(asked: Asked, first: batches.SetAsidePage): AsyncGenerator<string> {
  yield csvLine(['file', 'first line', 'last line', 'reason', 'explanation'])
  for (let page = 1; (page - 1) * PAGE_SIZE < first.total; page++) {
    const { rows } = page === 1 ? first : await pageOf(asked, page)
    yield rows.map(({ file, line, lastLine, reason, label }) => csvLine([file, line, lastLine, reason, label])).join('')
  }
}
