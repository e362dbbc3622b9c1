import { Button } from '@cmr/ui'
import { Form, Link } from '@remix-run/react'
import { counted } from '../../format.ts'
import { type Comparable, CompareChoice } from './compare-choice.tsx'

export interface AnswersReadyProps {
  readonly slug: string
  /** The run whose results are shown. */
  readonly runId: string
  /** Files of the batch that were not accepted. */
  readonly rejected: number
  /** Whether the person may start another run now. */
  readonly mayEvaluate: boolean
  /** Earlier rules the next run can be compared with. */
  readonly comparable: readonly Comparable[]
}

/** What an office can do with a batch that has its answers. */
export function AnswersReady({ slug, runId, rejected, mayEvaluate, comparable }: AnswersReadyProps) {
  return (
    <div className="panel panel--next">
      <h2>Answers are ready</h2>
      {rejected > 0 && <p>{counted(rejected, 'file was', 'files were')} not accepted; the others are done.</p>}
      <p className="actions">
        <Link className="usa-button" to={`/${slug}/results?run=${runId}`}>
          See every conviction
        </Link>
        <Link className="usa-link" to={`/${slug}/runs/${runId}`}>
          Summary and result files
        </Link>
      </p>
      {mayEvaluate && (
        <Form method="post" className="no-print">
          {comparable.length > 0 && <CompareChoice comparable={comparable} />}
          <Button type="submit" outline>
            Evaluate again with the current policy
          </Button>
        </Form>
      )}
    </div>
  )
}
