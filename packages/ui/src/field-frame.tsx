import type { ReactNode } from 'react'

export interface FieldProps {
  /** Name in the form; also the id on the page, so that an error summary links to it. */
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with it. */
  readonly error?: string | undefined
}

/** Ids of what describes a field, for `aria-describedby`. */
export function describedBy({ name, hint, error }: FieldProps): string | undefined {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean)
  return ids.length === 0 ? undefined : ids.join(' ')
}

/** Label, hint and error around one control. */
export function FieldFrame({ name, label, hint, error, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <div className={`usa-form-group ${error ? 'usa-form-group--error' : ''}`}>
      <label className="usa-label" htmlFor={name}>
        {label}
      </label>
      <FieldNotes name={name} hint={hint} error={error} />
      {children}
    </div>
  )
}

export function FieldNotes({ name, hint, error }: Omit<FieldProps, 'label'>) {
  return (
    <>
      {hint && (
        <span className="usa-hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span className="usa-error-message" id={`${name}-error`}>
          {error}
        </span>
      )}
    </>
  )
}
