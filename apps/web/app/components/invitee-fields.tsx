import { TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { problemOf } from '../forms/read-form.ts'

interface InviteeFieldsProps {
  readonly problems: readonly FieldProblem[] | undefined
  /** Under the e-mail address. */
  readonly hint?: string
}

/** Who is invited. The schema of its fields is `inviteeFields`. */
export function InviteeFields({ problems, hint }: InviteeFieldsProps) {
  return (
    <>
      <TextField
        name="inviteeName"
        label="Their name"
        error={problemOf(problems, 'inviteeName')}
        autoComplete="off"
        maxLength={200}
      />
      <TextField
        name="inviteeEmail"
        label="Their e-mail address"
        hint={hint}
        type="email"
        error={problemOf(problems, 'inviteeEmail')}
        autoComplete="off"
      />
    </>
  )
}
