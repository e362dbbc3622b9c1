import { Button, ErrorSummary, QrPicture, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, useFetcher, useNavigation } from '@remix-run/react'
import { startRegistration } from '@simplewebauthn/browser'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { useState } from 'react'
import { problemOf } from '../../forms/read-form.ts'
import { CodeField } from '../../second-factor/code-field.tsx'
import { useDeviceAnswer } from '../../second-factor/use-device-answer.ts'
import { useDeviceKeys } from '../../second-factor/use-device-keys.ts'

interface Totp {
  readonly challenge: string
  readonly secret: string
  readonly uri: string
  readonly qr: readonly (readonly boolean[])[]
}

interface SetUpFormsProps {
  /** Set up so far; undefined before it was begun. */
  readonly totp: Totp | undefined
  readonly problems: readonly FieldProblem[] | undefined
}

/** Sets up an authenticator app, which needs no script, or a passkey. */
export function SetUpForms({ totp, problems }: SetUpFormsProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {totp === undefined ? (
        <>
          <NewPasskeyForm />
          <Form method="post" className="sign-in__other">
            <h2>Authenticator app</h2>
            <p>An app on your phone shows a new code of six digits every half minute.</p>
            <Button type="submit" name="intent" value="begin-totp" disabled={busy}>
              Set up an authenticator app
            </Button>
          </Form>
        </>
      ) : (
        <TotpForm totp={totp} error={problemOf(problems, 'code')} busy={busy} />
      )}
    </>
  )
}

interface TotpFormProps {
  readonly totp: Totp
  readonly error: string | undefined
  readonly busy: boolean
}

function TotpForm({ totp, error, busy }: TotpFormProps) {
  return (
    <Form method="post">
      <h2>Authenticator app</h2>
      <ol className="usa-list">
        <li>Open your authenticator app and add an account.</li>
        <li>
          Scan the picture, <a href={totp.uri}>open the app on this device</a>, or type the key below.
        </li>
        <li>Enter the code the app shows.</li>
      </ol>
      <QrPicture label="The key as a QR code; it stands in words below" modules={totp.qr} />
      <p>
        Key: <span className="secret-text">{totp.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</span>
      </p>
      {(['challenge', 'secret', 'uri'] as const).map((name) => (
        <input key={name} type="hidden" name={name} value={totp[name]} />
      ))}
      <CodeField error={error} />
      <Button type="submit" name="intent" value="finish-totp" disabled={busy}>
        Confirm
      </Button>
    </Form>
  )
}

interface Offered {
  readonly offer?: { readonly challenge: string; readonly options: PublicKeyCredentialCreationOptionsJSON }
}

/** Adds a passkey of this device or a security key. A device can only be asked by a script. */
function NewPasskeyForm() {
  const usable = useDeviceKeys()
  const offers = useFetcher<Offered>()
  const [name, setName] = useState('')
  const { failed, tryAgain } = useDeviceAnswer(
    offers.data?.offer,
    (options) => startRegistration({ optionsJSON: options }),
    { intent: 'finish-passkey', name },
  )
  if (!usable) return null
  return (
    <offers.Form
      method="post"
      onSubmit={(event) => {
        tryAgain()
        setName(String(new FormData(event.currentTarget).get('name') ?? ''))
      }}
    >
      <h2>Passkey</h2>
      <p>Your device’s fingerprint, face or PIN, or a security key. It cannot be given away by mistake.</p>
      <TextField name="name" label="Name it" hint="So that you know it again, like “Office laptop”." maxLength={60} />
      <p id="passkey" role="status">
        {failed ? 'The device made no passkey. Try again, or use an authenticator app.' : ''}
      </p>
      <Button type="submit" name="intent" value="begin-passkey" disabled={offers.state !== 'idle'}>
        Set up a passkey
      </Button>
    </offers.Form>
  )
}
