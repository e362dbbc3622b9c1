import { Alert } from '@trussworks/react-uswds'
import { useEffect, useRef } from 'react'

export interface FieldProblem {
  /** The `id` of the field, or of its group. */
  readonly fieldId: string
  readonly message: string
}

/** All problems of a form in one place, each a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ problems }: { readonly problems: readonly FieldProblem[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [problems])
  if (problems.length === 0) return null
  return (
    <div ref={box} tabIndex={-1}>
      <Alert type="error" headingLevel="h2" heading="There is a problem" role="alert">
        <ul className="usa-list">
          {problems.map((problem) => (
            <li key={problem.fieldId + problem.message}>
              <a href={`#${problem.fieldId}`}>{problem.message}</a>
            </li>
          ))}
        </ul>
      </Alert>
    </div>
  )
}
