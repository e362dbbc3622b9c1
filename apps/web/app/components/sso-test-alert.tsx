import type { SsoTest } from '@cmr/auth'
import { Alert } from '@cmr/ui'

/** What came of a test of an office's own sign-in. */
export function SsoTestAlert({ result }: { readonly result: SsoTest }) {
  if (result === 'ready') {
    return (
      <Alert type="success" headingLevel="h2" heading="The provider answers" role="status">
        It takes the client id and secret. Whether it knows the return address shows at the first sign-in.
      </Alert>
    )
  }
  return (
    <Alert type="error" headingLevel="h2" heading="The provider does not take the client id and secret" role="status">
      It answers, but refuses them. They were mistyped or have run out; Code for America enters new ones.
    </Alert>
  )
}
