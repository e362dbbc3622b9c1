import { Button, Facts, TextAreaField, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'
import { problemOf } from '../../forms/read-form.ts'

interface RetentionFormsProps {
  readonly days: number | null
  readonly isHeld: boolean
  /** What a removal would take now; null while everything is kept. */
  readonly due: {
    readonly cutoff: string
    readonly batches: number
    readonly files: string
    readonly people: string
    readonly size: string
  } | null
  readonly problems: readonly FieldProblem[] | undefined
}

/** The clock, the hold and the removal of what is due. */
export function RetentionForms({ days, isHeld, due, problems }: RetentionFormsProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <div className="no-print">
      <Form method="post">
        <h2>How long records are kept</h2>
        <TextField
          name="days"
          label="Days after an import was confirmed"
          hint="Leave it empty to keep everything."
          type="number"
          min={1}
          max={36500}
          defaultValue={days ?? ''}
          error={problemOf(problems, 'days')}
        />
        <Button type="submit" name="intent" value="clock" disabled={busy}>
          Save
        </Button>
      </Form>
      <Form method="post">
        <h2>{isHeld ? 'Release the legal hold' : 'Place a legal hold'}</h2>
        <TextAreaField
          name="reason"
          label={isHeld ? 'Why it is over' : 'Why nothing may be removed'}
          hint="It is kept in the log. Name no person."
          error={problemOf(problems, 'reason')}
          maxLength={500}
          rows={2}
        />
        <Button type="submit" name="intent" value={isHeld ? 'release-hold' : 'hold'} outline disabled={busy}>
          {isHeld ? 'Release the hold' : 'Place the hold'}
        </Button>
      </Form>
      {due !== null && due.batches > 0 && !isHeld && (
        <Form method="post">
          <h2>Remove what is due</h2>
          <div className="panel">
            <Facts
              items={[
                ['Confirmed before', due.cutoff],
                ['Imports', due.batches],
                ['Files', `${due.files} (${due.size})`],
                ['People', due.people],
              ]}
            />
          </div>
          <TextField
            name="batches"
            label="Type the number of imports to confirm"
            hint="They cannot be brought back. What was removed, and the proof, stays listed here."
            inputMode="numeric"
            error={problemOf(problems, 'batches')}
            autoComplete="off"
          />
          <Button type="submit" name="intent" value="purge" secondary disabled={busy}>
            Remove them
          </Button>
        </Form>
      )}
      {due !== null && due.batches === 0 && <p>Nothing is due: no import was confirmed before {due.cutoff}.</p>}
    </div>
  )
}
