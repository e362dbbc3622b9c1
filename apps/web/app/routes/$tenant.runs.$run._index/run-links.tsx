import { Link } from '@remix-run/react'
import type { LineCounts } from '../../batch-words.ts'
import { BalanceLine } from '../../components/balance-line.tsx'

interface RunLinksProps {
  readonly slug: string
  readonly runId: string
  /** Null for a run of before there were ledgers and quality reports. */
  readonly lines: LineCounts | null
  /** Whether it was compared with earlier rules. */
  readonly compared: boolean
}

/** What can be read of a published run, and that its lines add up. */
export function RunLinks({ slug, runId, lines, compared }: RunLinksProps) {
  return (
    <>
      {' '}
      <p className="actions no-print">
        <Link className="usa-button" to={`/${slug}/results?run=${runId}`}>
          See every conviction
        </Link>
        {lines !== null && (
          <Link className="usa-link" to={`/${slug}/runs/${runId}/quality`}>
            Quality of the data
          </Link>
        )}
        {compared && (
          <Link className="usa-link" to={`/${slug}/runs/${runId}/changes`}>
            Old answers against new
          </Link>
        )}
      </p>
      {lines !== null && <BalanceLine ledger={lines} />}
    </>
  )
}
