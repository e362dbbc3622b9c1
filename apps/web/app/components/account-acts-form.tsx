import { Button } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'

interface AccountActsFormProps {
  /** When; null when it is not so. */
  readonly lockedAt: string | null
  readonly disabledAt: string | null
  /** Whether an access that is reviewed each year may be confirmed here. */
  readonly reviewed?: boolean
  readonly className?: string
}

/** What may be done to somebody's account. Its intents are `review`, `unlock`, `reset-password`, `reset-factors`, `disable` and `enable`. */
export function AccountActsForm({ lockedAt, disabledAt, reviewed = false, className }: AccountActsFormProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" id="acts" className={className}>
      <h2>Access</h2>
      <p className="actions">
        {reviewed && (
          <Button type="submit" name="intent" value="review" outline disabled={busy}>
            They still need this access
          </Button>
        )}
        {lockedAt !== null && (
          <Button type="submit" name="intent" value="unlock" outline disabled={busy}>
            Release the lock
          </Button>
        )}
        <Button type="submit" name="intent" value="reset-password" outline disabled={busy}>
          Make a link for a new password
        </Button>
        <Button type="submit" name="intent" value="reset-factors" outline disabled={busy}>
          Reset the second factor
        </Button>
        {disabledAt === null ? (
          <Button type="submit" name="intent" value="disable" secondary disabled={busy}>
            Switch this person off
          </Button>
        ) : (
          <Button type="submit" name="intent" value="enable" outline disabled={busy}>
            Switch this person on
          </Button>
        )}
      </p>
    </Form>
  )
}
