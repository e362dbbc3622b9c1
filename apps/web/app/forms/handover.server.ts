import { isAppError } from '@cmr/errors'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { HANDOVER_FIELDS } from './handover-fields.tsx'

/** The query of a page with `HandoverFields`: which of them was left empty. An old link shows no problem. */
export const handoverQuery = z.object({ missing: z.enum(HANDOVER_FIELDS).optional().catch(undefined) })

/** To whom records are handed over, and what for, as it was typed. */
interface Handover {
  readonly recipient: string
  readonly purpose: string
}

/**
 * Hands over what `open` opens with the fields of `HandoverFields`. Where it refuses one of them, leads back to `page`,
 * an address without a query, which then says which. Whatever else it throws is thrown on.
 */
export async function handOver(
  submitted: FormData,
  page: string,
  open: (handover: Handover) => Promise<Response>,
): Promise<Response> {
  const text = (name: keyof Handover) => String(submitted.get(name) ?? '')
  try {
    return await open({ recipient: text('recipient'), purpose: text('purpose') })
  } catch (error) {
    const field = isAppError(error, 'VALIDATION') ? error.details?.['field'] : undefined
    const missing = HANDOVER_FIELDS.find((name) => name === field)
    if (missing === undefined) throw error
    // What was typed stays out of the address.
    throw redirect(`${page}?${new URLSearchParams({ missing })}`)
  }
}
