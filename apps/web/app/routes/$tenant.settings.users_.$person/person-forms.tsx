import { Button, CheckGroup } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'
import { PersonnelDatesForm } from '../../components/personnel-dates-form.tsx'
import { problemOf } from '../../forms/read-form.ts'
import { ROLE_CHOICES } from '../../role-words.ts'

interface PersonFormsProps {
  readonly shown: {
    readonly mayManage: boolean
    readonly person: {
      readonly roles: readonly string[]
      readonly trainingOn: string | null
      readonly agreementOn: string | null
      readonly endsOn: string | null
    }
    /** When; null when it is not so. */
    readonly lockedAt: string | null
    readonly disabledAt: string | null
  }
  readonly problems: readonly FieldProblem[] | undefined
}

/** What an administrator may change of somebody: roles, days, access. */
export function PersonForms({ shown, problems }: PersonFormsProps) {
  return (
    <fieldset className="usa-fieldset plain-fieldset" disabled={!shown.mayManage}>
      <RolesForm shown={shown} problems={problems} />
      <PersonnelDatesForm dates={shown.person} lastDay="Last day in the office, if known" problems={problems} />
      <AccessForm shown={shown} />
    </fieldset>
  )
}

function RolesForm({ shown: { person }, problems }: PersonFormsProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post">
      <h2>Roles</h2>
      <CheckGroup
        name="roles"
        label="What they may do; a change signs them out"
        choices={ROLE_CHOICES}
        defaultValues={person.roles}
        error={problemOf(problems, 'roles')}
      />
      <Button type="submit" name="intent" value="roles" disabled={busy}>
        Change the roles
      </Button>
    </Form>
  )
}

function AccessForm({ shown }: Pick<PersonFormsProps, 'shown'>) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" id="acts">
      <h2>Access</h2>
      <p className="actions">
        <Button type="submit" name="intent" value="review" outline disabled={busy}>
          They still need this access
        </Button>
        {shown.lockedAt !== null && (
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
        {shown.disabledAt === null ? (
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
