import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether this browser can be asked for passkeys; false on the server and until the page's script runs. */
export function useDeviceKeys(): boolean {
  return useSyncExternalStore(never, browserSupportsWebAuthn, () => false)
}
