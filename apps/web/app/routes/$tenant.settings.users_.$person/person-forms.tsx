import { Button, CheckGroup } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'
import { AccountActsForm } from '../../components/account-acts-form.tsx'
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
      <AccountActsForm lockedAt={shown.lockedAt} disabledAt={shown.disabledAt} reviewed />
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
