import { Button, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'
import { problemOf } from '../forms/read-form.ts'

interface PersonnelDatesFormProps {
  /** Days as `YYYY-MM-DD`; null where none is recorded. */
  readonly dates: {
    readonly trainingOn: string | null
    readonly agreementOn: string | null
    readonly endsOn: string | null
  }
  /** Label of the last day. */
  readonly lastDay: string
  readonly problems: readonly FieldProblem[] | undefined
}

/** The days that gate records: training, agreement, last day. Its intent is `dates`. */
export function PersonnelDatesForm({ dates, lastDay, problems }: PersonnelDatesFormProps) {
  const busy = useNavigation().state !== 'idle'
  const fields = [
    ['trainingOn', 'Security training on'],
    ['agreementOn', 'Security agreement signed on'],
    ['endsOn', lastDay],
  ] as const
  return (
    <Form method="post">
      <h2>Training and agreement</h2>
      <p>Without a training of the last year and a signed agreement, records stay closed to them.</p>
      {fields.map(([name, label]) => (
        <TextField
          key={name}
          name={name}
          label={label}
          type="date"
          defaultValue={dates[name] ?? ''}
          error={problemOf(problems, name)}
        />
      ))}
      <Button type="submit" name="intent" value="dates" disabled={busy}>
        Save the days
      </Button>
    </Form>
  )
}
