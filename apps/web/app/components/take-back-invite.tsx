import { Button } from '@cmr/ui'
import { Form } from '@remix-run/react'

/** Takes an open invitation back. Its intent is `revoke`; `invite` is the invitation's id. */
export function TakeBackInvite({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="invite" value={id} />
      <Button type="submit" name="intent" value="revoke" unstyled>
        Take back<span className="usa-sr-only"> the invitation of {name}</span>
      </Button>
    </Form>
  )
}
