import { Button } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'
import { Citations } from '../../components/citations.tsx'
import type { ShownCitation } from '../../components/citations.tsx'
import { OptionControl } from './option-control.tsx'
import type { DrawnField } from './option-control.tsx'
import { fieldName, groupsOf } from './option-form.ts'

interface PolicyFormProps {
  readonly fields: readonly DrawnField[]
  /** Parallel to `fields`. */
  readonly values: readonly unknown[]
  readonly note: string
  readonly problem: FieldProblem | undefined
  readonly mayWrite: boolean
}

/** The options of a ruleset, drawn from its own schema, and why the office chose so. */
export function PolicyForm({ fields, values, note, problem, mayWrite }: PolicyFormProps) {
  const groups = groupsOf(fields.map((field, index) => ({ ...field, value: values[index] })))
  return (
    <Form method="post" noValidate>
      {groups.map((group) => (
        <div className="panel option-group" key={group.name}>
          <fieldset className="usa-fieldset" disabled={!mayWrite}>
            <legend className="usa-legend usa-legend--large">{group.name}</legend>
            <Citations items={citationsOf(group.fields)} label={`Authority: ${group.name}`} />
            {group.fields.map(({ value, ...field }) => (
              <OptionControl
                key={fieldName(field.path)}
                field={field}
                value={value}
                disabled={!mayWrite}
                error={problem?.fieldId === fieldName(field.path) ? problem.message : undefined}
              />
            ))}
          </fieldset>
        </div>
      ))}
      {mayWrite ? (
        <SaveFields note={note} />
      ) : (
        <p>Your role may see the policy. An attorney or analyst of your office may change it.</p>
      )}
    </Form>
  )
}

/** What the fields of a group cite, each once. */
function citationsOf(fields: readonly DrawnField[]): ShownCitation[] {
  const all = fields.flatMap(({ ui }) => ui.citations ?? [])
  return [...new Map(all.map((citation) => [citation.cite + (citation.note ?? ''), citation])).values()]
}

function SaveFields({ note }: { readonly note: string }) {
  const busy = useNavigation().state === 'submitting'
  return (
    <>
      <label className="usa-label" htmlFor="note">
        Why this choice (optional)
      </label>
      <textarea className="usa-textarea" id="note" name="note" rows={3} maxLength={2000} defaultValue={note} />
      <div className="actions">
        <Button type="submit" disabled={busy}>
          {busy ? 'Saving…' : 'Save as a new version'}
        </Button>
      </div>
    </>
  )
}
