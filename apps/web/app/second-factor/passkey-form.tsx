import { Button } from '@cmr/ui'
import { useFetcher } from '@remix-run/react'
import { startAuthentication } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useDeviceAnswer } from './use-device-answer.ts'
import { useDeviceKeys } from './use-device-keys.ts'

interface Offered {
  readonly offer?: { readonly challenge: string; readonly options: PublicKeyCredentialRequestOptionsJSON }
}

/** Confirms with a passkey. A device can only be asked by a script, so without one this is not shown. */
export function PasskeyForm({ to }: { readonly to: string }) {
  const usable = useDeviceKeys()
  const offers = useFetcher<Offered>()
  const { failed, tryAgain } = useDeviceAnswer(
    offers.data?.offer,
    (options) => startAuthentication({ optionsJSON: options }),
    { intent: 'passkey', to },
  )
  if (!usable) return null
  return (
    <offers.Form method="post" onSubmit={tryAgain}>
      <p id="passkey" role="status">
        {failed ? 'The device gave no passkey. Try again, or use another way.' : ''}
      </p>
      <Button type="submit" name="intent" value="offer" disabled={offers.state !== 'idle'}>
        Use a passkey
      </Button>
    </offers.Form>
  )
}
