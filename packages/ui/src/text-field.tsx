import type { InputHTMLAttributes } from 'react'
import { describedBy, FieldFrame } from './field-frame.tsx'
import type { FieldProps } from './field-frame.tsx'

type Given =
  'type' | 'defaultValue' | 'autoComplete' | 'autoCapitalize' | 'inputMode' | 'required' | 'min' | 'max' | 'maxLength'

export type TextFieldProps = FieldProps & Pick<InputHTMLAttributes<HTMLInputElement>, Given>

/** One line of text, a number or a day, with label, hint and error. Pasting is always allowed. */
export function TextField({ name, label, hint, error, ...given }: TextFieldProps) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <input
        {...given}
        className={`usa-input ${error ? 'usa-input--error' : ''}`}
        id={name}
        name={name}
        aria-describedby={describedBy({ name, label, hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </FieldFrame>
  )
}

export interface TextAreaFieldProps extends FieldProps {
  readonly defaultValue?: string
  readonly maxLength?: number
  readonly rows?: number
}

/** Several lines of text. */
export function TextAreaField({ name, label, hint, error, rows = 3, ...given }: TextAreaFieldProps) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <textarea
        {...given}
        rows={rows}
        className={`usa-textarea ${error ? 'usa-input--error' : ''}`}
        id={name}
        name={name}
        aria-describedby={describedBy({ name, label, hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </FieldFrame>
  )
}
