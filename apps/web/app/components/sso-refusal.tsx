import { useParams, useRouteError } from '@remix-run/react'
import { ErrorNotice } from './error-notice.tsx'
import { PlainPage } from './plain-page.tsx'

/** Why an office's own sign-in did not let somebody in, and the way to try again. */
export function SsoRefusal() {
  const { office } = useParams()
  return (
    <PlainPage>
      <ErrorNotice error={useRouteError()} />
      <p>
        <a className="usa-link" href={`/sign-in/${office}`}>
          Begin again
        </a>
      </p>
    </PlainPage>
  )
}
