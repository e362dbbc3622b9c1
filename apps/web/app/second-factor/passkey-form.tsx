import { Button } from '@cmr/ui'
import { useFetcher, useSubmit } from '@remix-run/react'
import { startAuthentication } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useEffect, useState } from 'react'
import { useDeviceKeys } from './use-device-keys.ts'

interface Offered {
  readonly offer?: { readonly challenge: string; readonly options: PublicKeyCredentialRequestOptionsJSON }
}

/** Confirms with a passkey. A device can only be asked by a script, so without one this is not shown. */
export function PasskeyForm({ to }: { readonly to: string }) {
  const usable = useDeviceKeys()
  const offers = useFetcher<Offered>()
  const submit = useSubmit()
  const [failed, setFailed] = useState(false)
  const offer = offers.data?.offer
  useEffect(() => {
    if (offer === undefined) return
    startAuthentication({ optionsJSON: offer.options }).then(
      (response) =>
        submit(
          { intent: 'passkey', to, challenge: offer.challenge, response: JSON.stringify(response) },
          { method: 'post' },
        ),
      // The person said no, or took too long: the device does not tell which.
      () => setFailed(true),
    )
  }, [offer, submit, to])
  if (!usable) return null
  return (
    <offers.Form method="post" onSubmit={() => setFailed(false)}>
      <p id="passkey" role="status">
        {failed ? 'The device gave no passkey. Try again, or use another way.' : ''}
      </p>
      <Button type="submit" name="intent" value="offer" disabled={offers.state !== 'idle'}>
        Use a passkey
      </Button>
    </offers.Form>
  )
}
