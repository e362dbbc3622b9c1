import { Button, CheckField, SelectField, TextField } from '@cmr/ui'
import { Form, Link } from '@remix-run/react'
import type { ActivityQuery } from './activity-query.ts'

interface ActivityFiltersProps {
  readonly query: ActivityQuery
  readonly people: readonly { readonly value: string; readonly label: string }[]
}

const ANY = { value: '', label: 'Any' }

const ACTIONS = [
  ANY,
  { value: 'person.view', label: 'Looked at a person' },
  { value: 'result', label: 'Looked at results' },
  { value: 'run-file', label: 'Downloads' },
  { value: 'run', label: 'Runs' },
  { value: 'batch', label: 'Imports' },
  { value: 'policy', label: 'Policy' },
  { value: 'session', label: 'Signing in and out' },
  { value: 'member', label: 'Roles and training' },
  { value: 'invite', label: 'Invitations' },
  { value: 'support', label: 'Support access' },
  { value: 'audit', label: 'The log itself' },
]

const OUTCOMES = [
  ANY,
  { value: 'done', label: 'Done' },
  { value: 'denied', label: 'Denied' },
  { value: 'failed', label: 'Failed' },
]

/** Filters of the log, as a form that needs no script. */
export function ActivityFilters({ query, people }: ActivityFiltersProps) {
  return (
    <details className="no-print" open={Object.values(query).some((value) => value !== undefined)}>
      <summary>Filter</summary>
      <Form method="get" key={JSON.stringify(query)}>
        <div className="filters">
          <SelectField name="actor" label="Who" choices={[ANY, ...people]} defaultValue={query.actor ?? ''} />
          <SelectField name="action" label="What" choices={ACTIONS} defaultValue={query.action ?? ''} />
          <SelectField name="outcome" label="Outcome" choices={OUTCOMES} defaultValue={query.outcome ?? ''} />
          <TextField name="from" label="From" type="date" defaultValue={query.from ?? ''} />
          <TextField name="to" label="To" type="date" defaultValue={query.to ?? ''} />
        </div>
        <CheckField
          name="support"
          label="Only what people of Code for America did"
          defaultChecked={query.support !== undefined}
        />
        {query.object !== undefined && <input type="hidden" name="object" value={query.object} />}
        <p className="actions">
          <Button type="submit">Apply filters</Button>
          <Link className="usa-link" to="?">
            Show everything
          </Link>
        </p>
      </Form>
    </details>
  )
}
