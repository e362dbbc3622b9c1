import type { policies } from '@cmr/services'
import type { ShownCitation } from '../../components/citations.tsx'
import { fieldName } from './option-form.ts'

type Ui = policies.OptionField['ui']

/** An option as it reaches the browser. */
export interface DrawnField {
  readonly path: readonly string[]
  readonly ui: Pick<Ui, 'label' | 'group' | 'control'> & {
    readonly help?: string | undefined
    readonly unit?: string | undefined
    readonly choices?: Readonly<Record<string, string>> | undefined
    readonly citations?: readonly ShownCitation[] | undefined
  }
  readonly choices: readonly string[]
}

interface OptionControlProps {
  readonly field: DrawnField
  readonly value: unknown
  readonly error: string | undefined
  readonly disabled: boolean
}

/** One option, drawn from what its ruleset says about it. Works without JavaScript. */
export function OptionControl({ field, value, error, disabled }: OptionControlProps) {
  const { ui, choices } = field
  const id = fieldName(field.path)
  const described = [ui.help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const notes = (
    <>
      {ui.help !== undefined && (
        <div className="usa-hint" id={`${id}-help`}>
          {ui.help}
        </div>
      )}
      {error !== undefined && (
        <span className="usa-error-message" id={`${id}-error`} role="alert">
          {error}
        </span>
      )}
    </>
  )
  const word = (choice: string) => ui.choices?.[choice] ?? choice
  const shared = {
    name: id,
    disabled,
    'aria-describedby': described,
    'aria-invalid': error === undefined ? undefined : true,
  }
  switch (ui.control) {
    case 'toggle':
      return (
        <div className="usa-checkbox">
          <input className="usa-checkbox__input" type="checkbox" id={id} defaultChecked={value === true} {...shared} />
          <label className="usa-checkbox__label" htmlFor={id}>
            {ui.label}
          </label>
          {notes}
        </div>
      )
    case 'checklist':
      return (
        <fieldset className="usa-fieldset" id={id} tabIndex={-1} aria-describedby={described}>
          <legend className="usa-legend">{ui.label}</legend>
          {notes}
          {choices.map((choice) => (
            <div className="usa-checkbox" key={choice}>
              <input
                className="usa-checkbox__input"
                type="checkbox"
                id={`${id}-${choice}`}
                name={id}
                value={choice}
                disabled={disabled}
                defaultChecked={Array.isArray(value) && value.includes(choice)}
              />
              <label className="usa-checkbox__label" htmlFor={`${id}-${choice}`}>
                {word(choice)}
              </label>
            </div>
          ))}
        </fieldset>
      )
    case 'number':
      return (
        <>
          <label className="usa-label" htmlFor={id}>
            {ui.label}
            {ui.unit !== undefined && ` (${ui.unit})`}
          </label>
          {notes}
          <input
            className={inputClass(error)}
            id={id}
            inputMode="numeric"
            size={6}
            defaultValue={String(value ?? '')}
            {...shared}
          />
        </>
      )
    case 'select':
      return (
        <>
          <label className="usa-label" htmlFor={id}>
            {ui.label}
          </label>
          {notes}
          <select className="usa-select" id={id} defaultValue={String(value ?? '')} {...shared}>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {word(choice)}
              </option>
            ))}
          </select>
        </>
      )
    default:
      return ui.control satisfies never
  }
}

const inputClass = (error: string | undefined) =>
  `usa-input usa-input--small${error === undefined ? '' : ' usa-input--error'}`
