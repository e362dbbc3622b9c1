import { AppError } from '@cmr/errors'
import { publicLoader } from '../../route-builder.ts'

/** Every other address. */
export const loader = publicLoader({ because: 'It says that there is nothing.' }, async () => {
  const details = { reason: 'unknown-address' }
  throw new AppError('NOT_FOUND', 'There is nothing at this address.', { details })
})

/** Never drawn: the loader always refuses. */
export default function UnknownAddress() {
  return null
}
