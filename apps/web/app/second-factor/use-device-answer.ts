import { useSubmit } from '@remix-run/react'
import { useEffect, useState } from 'react'

interface Offer<Options> {
  readonly challenge: string
  readonly options: Options
}

/**
 * Asks the device for a passkey as soon as there is an offer, and submits what it answers with `fields`, as they are
 * when the offer comes. `failed` says that it gave none; `tryAgain` forgets that.
 */
export function useDeviceAnswer<Options>(
  offer: Offer<Options> | undefined,
  ask: (options: Options) => Promise<unknown>,
  fields: Readonly<Record<string, string>>,
): { readonly failed: boolean; readonly tryAgain: () => void } {
  const submit = useSubmit()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (offer === undefined) return
    ask(offer.options).then(
      (response) =>
        submit({ ...fields, challenge: offer.challenge, response: JSON.stringify(response) }, { method: 'post' }),
      // The person said no, or took too long: the device does not tell which.
      () => setFailed(true),
    )
    // An offer is answered once, whatever else changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [offer, submit])
  return { failed, tryAgain: () => setFailed(false) }
}
