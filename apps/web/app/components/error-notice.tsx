import { Alert } from '@cmr/ui'
import { isRouteErrorResponse } from '@remix-run/react'

const HEADINGS: Readonly<Record<number, string>> = {
  400: 'This cannot be done as asked',
  401: 'Please sign in again',
  403: 'You do not have access to this page',
  404: 'Page not found',
  405: 'This cannot be done as asked',
  409: 'Something changed meanwhile',
  412: 'Something has to be done first',
  429: 'Please wait a moment',
  503: 'The service is busy',
}

const NEXT: Readonly<Record<number, string>> = {
  403: 'If you need it for your work, ask an administrator of your office to change your role.',
  404: 'Check the address, or start from the home page.',
  409: 'Go back, reload the page and try again.',
  503: 'Nothing was lost. Wait a minute and try again.',
}

/** What went wrong and what to do next, in words; an id for support, never a stack. */
export function ErrorNotice({ error }: { readonly error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500
  const { message, requestId } = detailsOf(error)
  return (
    <>
      <h1>{HEADINGS[status] ?? 'Something went wrong'}</h1>
      <Alert type={status >= 500 ? 'error' : 'warning'} headingLevel="h2" noIcon slim>
        {message}
      </Alert>
      <p>{NEXT[status] ?? 'Go back and try again. If it happens again, tell support what you did and the id below.'}</p>
      {requestId !== undefined && <p className="usa-hint">Id for support: {requestId}</p>}
      <p className="no-print">
        <a className="usa-link" href="/">
          Go to the home page
        </a>
      </p>
    </>
  )
}

function detailsOf(error: unknown): { message: string; requestId?: string } {
  const data: unknown = isRouteErrorResponse(error) ? error.data : undefined
  if (typeof data === 'object' && data !== null && 'message' in data && 'requestId' in data) {
    return { message: String(data.message), requestId: String(data.requestId) }
  }
  if (isRouteErrorResponse(error) && error.status === 404) return { message: 'There is nothing at this address.' }
  return { message: 'The page could not be made.' }
}
