import { results, runs } from '@cmr/services'
import { Facts } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { sumLines } from '../../batch-words.ts'
import { BalanceLine } from '../../components/balance-line.tsx'
import { count, day } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'
import { Findings } from './findings.tsx'
import { ledgerWords, shownFinding } from './quality-view.ts'
import { PresumptionTable } from './presumption-table.tsx'

export const loader = tenantLoader(
  { permission: 'run:read', params: z.object({ run: z.uuid() }) },
  async ({ ctx, deps, params }) => {
    const { run, ledger, findings, presuming, files } = await runs.getQuality(ctx, deps, { runId: params.run })
    return {
      slug: ctx.tenant.slug,
      run: { id: run.id, batchId: run.batchId, asOf: day(run.asOf), version: run.jurisdictionVersion },
      lines: sumLines(ledger.files),
      accounts: ledgerWords(ledger),
      findings: findings.map((finding) => shownFinding(finding, files)),
      presuming,
      determinations: ledger.determinations,
      presumptions: await results.listPresumptions(ctx, deps, { runId: run.id }),
    }
  },
)

export const meta = () => [{ title: 'Quality of the data – Clear My Record' }]

export default function Quality() {
  const { slug, run, lines, accounts, findings, presuming, determinations, presumptions } =
    useLoaderData<typeof loader>()
  return (
    <>
      <nav aria-label="Breadcrumb" className="no-print">
        <Link className="usa-link" to={`/${slug}/runs/${run.id}`}>
          Run
        </Link>
      </nav>
      <h1>Quality of the data</h1>
      <p className="page__lead">
        What the files do not say, what the law presumes instead, and how every line and answer is accounted for.
      </p>
      <h2>Every line accounted for</h2>
      <div className="panel">
        <BalanceLine ledger={lines} />
        <Facts items={accounts} />
        {lines.setAsideLines > 0 && (
          <p>
            <Link className="usa-link" to={`/${slug}/files/${run.batchId}/set-aside`}>
              See what was set aside
            </Link>
          </p>
        )}
      </div>
      <h2>What makes answers doubtful</h2>
      <Findings findings={findings} />
      <h2>What was presumed</h2>
      <p>
        {count(presuming)} of {count(determinations)} answers rest on at least one fact that the files do not give and
        the law presumes.{' '}
        {presuming > 0 && (
          <Link className="usa-link no-print" to={`/${slug}/results?run=${run.id}&presumed=yes`}>
            See these answers
          </Link>
        )}
      </p>
      {presumptions.length > 0 && <PresumptionTable presumptions={presumptions} />}
      <p className="print-only">
        As of {run.asOf} · rules version {run.version}
      </p>
    </>
  )
}
