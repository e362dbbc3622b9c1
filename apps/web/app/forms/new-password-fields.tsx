import { TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { problemOf } from './read-form.ts'

/** The fields of a new password, with what it may be. */
export function NewPasswordFields({ problems }: { readonly problems: readonly FieldProblem[] | undefined }) {
  return (
    <>
      <TextField
        name="next"
        label="New password"
        type="password"
        hint="8 to 128 characters, any you like. A sentence is good. Not one of the passwords many people use."
        error={problemOf(problems, 'next')}
        autoComplete="new-password"
      />
      <TextField
        name="again"
        label="New password, again"
        type="password"
        error={problemOf(problems, 'again')}
        autoComplete="new-password"
      />
    </>
  )
}
