import { AppError } from '@cmr/errors'
import { tenantLoader } from '../../route-builder.ts'

/** Every address of an office that no page has: shown inside the office's own frame. */
export const loader = tenantLoader({ permission: 'batch:read' }, () =>
  Promise.reject(
    new AppError('NOT_FOUND', 'There is nothing at this address. It may have been mistyped or removed.', {
      details: { reason: 'unknown-address' },
    }),
  ),
)

/** Never drawn: the loader always refuses. It makes this a page, so that the refusal is shown as one. */
export default function UnknownAddress() {
  return null
}
