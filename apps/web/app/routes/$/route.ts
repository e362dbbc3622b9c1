import { AppError } from '@cmr/errors'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { errorResponse } from '../../error-response.server.ts'

/** Every other address. */
export function loader({ context }: LoaderFunctionArgs): never {
  const details = { reason: 'unknown-address' }
  throw errorResponse(new AppError('NOT_FOUND', 'There is nothing at this address.', { details }), context.requestId)
}

/** Never drawn: the loader always refuses. */
export default function UnknownAddress() {
  return null
}
