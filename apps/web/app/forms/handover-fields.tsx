import { TextAreaField, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { problemOf } from './read-form.ts'

/** What is asked before records leave. */
export const HANDOVER_FIELDS = ['recipient', 'purpose'] as const

/** The problem of a field that was left empty; undefined when none was. `what` is handed over: `the file`. */
export function handoverProblems(
  missing: (typeof HANDOVER_FIELDS)[number] | null,
  what: string,
): readonly FieldProblem[] | undefined {
  if (missing === null) return undefined
  const messages = { recipient: `Say who gets ${what}`, purpose: `Say what ${what} is for` }
  return [{ fieldId: missing, message: messages[missing] }]
}

interface HandoverFieldsProps {
  readonly problems: readonly FieldProblem[] | undefined
}

/** To whom records are handed over, and what for. */
export function HandoverFields({ problems }: HandoverFieldsProps) {
  return (
    <>
      <TextField
        name="recipient"
        label="Who gets it"
        hint="A court, an agency or a person of your office"
        error={problemOf(problems, 'recipient')}
        required
        maxLength={200}
      />
      <TextAreaField
        name="purpose"
        label="What it is for"
        error={problemOf(problems, 'purpose')}
        maxLength={500}
        rows={2}
      />
    </>
  )
}
