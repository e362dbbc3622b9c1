import { Form } from '@remix-run/react'

/** Ends the session begun, for somebody who is on the wrong account. */
export function LeaveForm({ words }: { readonly words: string }) {
  return (
    <Form method="post" action="/sign-out" className="sign-in__other">
      <button type="submit" className="usa-button usa-button--unstyled">
        {words}
      </button>
    </Form>
  )
}
