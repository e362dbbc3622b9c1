import { describedBy, FieldFrame, FieldNotes } from './field-frame.tsx'
import type { FieldProps } from './field-frame.tsx'

export interface Choice {
  readonly value: string
  readonly label: string
}

export interface SelectFieldProps extends FieldProps {
  readonly choices: readonly Choice[]
  readonly defaultValue?: string
}

/** One of a list. */
export function SelectField({ name, label, hint, error, choices, defaultValue }: SelectFieldProps) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <select
        className="usa-select"
        id={name}
        name={name}
        defaultValue={defaultValue}
        aria-describedby={describedBy({ name, label, hint, error })}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

export interface CheckFieldProps extends FieldProps {
  readonly defaultChecked?: boolean
}

/** One box to tick; its value is `yes`. */
export function CheckField({ name, label, hint, error, defaultChecked }: CheckFieldProps) {
  return (
    <div className={`usa-form-group ${error ? 'usa-form-group--error' : ''}`}>
      <FieldNotes name={name} error={error} />
      <div className="usa-checkbox">
        <input
          className="usa-checkbox__input"
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          defaultChecked={defaultChecked}
          aria-describedby={describedBy({ name, label, hint, error })}
        />
        <label className="usa-checkbox__label" htmlFor={name}>
          {label}
        </label>
      </div>
      <FieldNotes name={name} hint={hint} />
    </div>
  )
}

export interface CheckGroupProps extends FieldProps {
  readonly choices: readonly Choice[]
  readonly defaultValues?: readonly string[]
}

/** Any of a list. The group carries the id, so that an error summary links to it. */
export function CheckGroup({ name, label, hint, error, choices, defaultValues = [] }: CheckGroupProps) {
  return (
    <fieldset
      className={`usa-fieldset usa-form-group ${error ? 'usa-form-group--error' : ''}`}
      id={name}
      aria-describedby={describedBy({ name, label, hint, error })}
    >
      <legend className="usa-legend">{label}</legend>
      <FieldNotes name={name} hint={hint} error={error} />
      {choices.map(({ value, label: words }) => (
        <div className="usa-checkbox" key={value}>
          <input
            className="usa-checkbox__input"
            type="checkbox"
            id={`${name}-${value}`}
            name={name}
            value={value}
            defaultChecked={defaultValues.includes(value)}
          />
          <label className="usa-checkbox__label" htmlFor={`${name}-${value}`}>
            {words}
          </label>
        </div>
      ))}
    </fieldset>
  )
}
