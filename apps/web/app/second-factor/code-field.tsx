import { TextField } from '@cmr/ui'

interface CodeFieldProps {
  readonly hint?: string
  readonly error: string | undefined
}

/** The six digits an authenticator app shows. */
export function CodeField({ hint, error }: CodeFieldProps) {
  return (
    <TextField
      name="code"
      label="Code of your authenticator app"
      hint={hint}
      error={error}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
    />
  )
}
