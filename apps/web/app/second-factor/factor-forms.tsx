import { Button, ErrorSummary, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'
import { problemOf } from '../forms/read-form.ts'
import { CodeField } from './code-field.tsx'
import type { FactorChoices } from './factor-choices.server.ts'
import { PasskeyForm } from './passkey-form.tsx'

interface FactorFormsProps {
  readonly choices: FactorChoices
  /** Where to go afterwards. */
  readonly to: string
  readonly problems: readonly FieldProblem[] | undefined
}

/** The ways to confirm that it is you: passkey, authenticator app, recovery code. All but the passkey need no script. */
export function FactorForms({ choices, to, problems }: FactorFormsProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {choices.hasPasskey && <PasskeyForm to={to} />}
      {choices.hasTotp && (
        <Form method="post">
          <input type="hidden" name="to" value={to} />
          <CodeField hint="Six digits. A code is good once." error={problemOf(problems, 'code')} />
          <Button type="submit" name="intent" value="totp" disabled={busy}>
            Confirm
          </Button>
        </Form>
      )}
      {choices.hasRecoveryCode && (
        <details className="sign-in__other" open={problemOf(problems, 'recovery') !== undefined}>
          <summary>Use a recovery code instead</summary>
          <Form method="post">
            <input type="hidden" name="to" value={to} />
            <TextField
              name="recovery"
              label="Recovery code"
              hint="One of the codes you kept when you set up your account. Each is good once."
              error={problemOf(problems, 'recovery')}
              autoComplete="off"
              maxLength={40}
            />
            <Button type="submit" name="intent" value="recovery" outline disabled={busy}>
              Use this code
            </Button>
          </Form>
        </details>
      )}
    </>
  )
}
