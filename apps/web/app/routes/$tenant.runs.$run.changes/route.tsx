import { hasPermission } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { runFiles, runs } from '@cmr/services'
import { EmptyState, Figures } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { day } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'
import type { TenantRequest } from '../../route-builder.ts'
import { CauseCard } from './cause-card.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { rulesetWords } from './ruleset-words.ts'

const PAGE_SIZE = 50
const DIFFERENCES_FILE = 'differences.csv'

const query = z.object({
  /** The cause whose convictions are listed; none are when it is absent. */
  cause: z.string().max(100).optional().catch(undefined),
  page: z.coerce.number().int().min(1).catch(1),
})

export const loader = tenantLoader(
  { permission: 'run:read', params: z.object({ run: z.uuid() }), query },
  async (request) => {
    const { ctx, deps, params, query: asked } = request
    const run = await runs.getRun(ctx, deps, { runId: params.run })
    const shown = {
      slug: ctx.tenant.slug,
      run: { id: run.id, asOf: day(run.asOf), version: run.jurisdictionVersion, ruleset: run.ruleset },
    }
    const comparison = await runs.getComparison(ctx, deps, { runId: run.id }).catch((error: unknown) => {
      if (isAppError(error, 'NOT_FOUND')) return null
      throw error
    })
    if (comparison === null) return { ...shown, comparison: null, listed: null, download: null }
    const cause = comparison.causes.find(({ id }) => id === asked.cause)
    return {
      ...shown,
      comparison: { ...comparison, before: rulesetWords(comparison.before) },
      listed: cause === undefined ? null : await listed(request, cause),
      download: await downloadOf(request),
    }
  },
)

type Asked = TenantRequest<{ run: string }, z.output<typeof query>>

async function listed({ ctx, deps, params, query: { page } }: Asked, cause: { id: string; label: string }) {
  const input = { runId: params.run, cause: cause.id, page, pageSize: PAGE_SIZE }
  const { rows, total } = await runs.listDifferences(ctx, deps, input)
  return { cause: cause.id, label: cause.label, rows, total, page, pages: Math.ceil(total / PAGE_SIZE) }
}

/** The file with every difference, for those who may download. */
async function downloadOf({ ctx, deps, params }: Asked): Promise<string | null> {
  if (!hasPermission(ctx.actor, 'export:download')) return null
  const files = await runFiles.listRunFiles(ctx, deps, { runId: params.run })
  return files.find(({ name }) => name === DIFFERENCES_FILE)?.id ?? null
}

export const meta = () => [{ title: 'Old answers against new – Clear My Record' }]

export default function Changes() {
  const { slug, run, comparison, listed: list, download } = useLoaderData<typeof loader>()
  const here = `/${slug}/runs/${run.id}/changes`
  return (
    <>
      <nav aria-label="Breadcrumb" className="no-print">
        <Link className="usa-link" to={`/${slug}/runs/${run.id}`}>
          Run
        </Link>
      </nav>
      <h1>Old answers against new</h1>
      {comparison === null ? (
        <EmptyState title="This run was not compared">
          <p>A run says what changed since the earlier rules when that is asked for with its evaluation.</p>
        </EmptyState>
      ) : (
        <>
          <p className="page__lead">
            Every conviction as the earlier rules answered it ({comparison.before}) and as this run did ({run.ruleset}).
            Each difference has one cause: a defect of the earlier software, or law or policy it did not apply.
          </p>
          <Figures
            items={[
              { id: 'total', label: 'Convictions compared', value: comparison.total },
              { id: 'same', label: 'Same answer', value: comparison.same },
              { id: 'different', label: 'Another answer', value: comparison.total - comparison.same },
            ]}
          />
          {download !== null && (
            <p className="no-print">
              <a
                className="usa-button usa-button--outline"
                href={`/${slug}/downloads/${download}`}
                download={DIFFERENCES_FILE}
              >
                Download every difference
              </a>
            </p>
          )}
          <h2>Causes</h2>
          {comparison.causes.length === 0 && <p>No answer differs.</p>}
          {comparison.causes.map((cause) => (
            <CauseCard key={cause.id} cause={cause} to={`${here}?${new URLSearchParams({ cause: cause.id })}#listed`} />
          ))}
          {list !== null && <DifferenceTable slug={slug} runId={run.id} list={list} />}
        </>
      )}
      <p className="print-only">
        As of {run.asOf} · {run.ruleset}, version {run.version}
      </p>
    </>
  )
}
