import { hasPermission } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { results } from '@cmr/services'
import { DataTable, EmptyState } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useMemo } from 'react'
import { count, day, instant } from '../../format.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import type { TenantRequest } from '../../route-builder.ts'
import { resultColumns } from './columns.tsx'
import { viewSentence } from './filter-words.ts'
import { parseView, resultsInput, SORTS, viewQuery } from './view-state.ts'
import type { ViewState } from './view-state.ts'
import { FormState, VIEW_FORM, ViewForm } from './view-form.tsx'
import { PageButtons } from './page-buttons.tsx'

/** The address is the view: whatever a form or an old link asked for, the page stands at its one clean address. */
export const loader = tenantLoader({ permission: 'result:read' }, async (args) => {
  const { searchParams } = new URL(args.request.url)
  for (const own of ['_routes', 'index']) searchParams.delete(own)
  const state = parseView(searchParams)
  const clean = viewQuery(state)
  if ((searchParams.size === 0 ? '' : `?${searchParams}`) !== clean)
    throw redirect(`/${args.ctx.tenant.slug}/results${clean}`)
  return readView(args, { ...state, name: '' })
})

/** A search by name comes as a form, so that no name is kept in an address, a history or a log. */
export const action = tenantAction({ permission: 'result:read' }, async (args) => {
  const state = parseView(await args.request.formData())
  if (state.name === '') throw redirect(`/${args.ctx.tenant.slug}/results${viewQuery(state)}`)
  return readView(args, state)
})

async function readView({ ctx, deps, membership }: TenantRequest<unknown, unknown>, state: ViewState) {
  const view = await results.listResults(ctx, deps, resultsInput(state)).catch((error: unknown) => {
    if (state.run === '' && isAppError(error, 'NOT_FOUND')) return undefined
    throw error
  })
  const mayIdentify = hasPermission(ctx.actor, 'person:identify')
  if (view === undefined) return { slug: ctx.tenant.slug, state, mayIdentify, view: null }
  const { run, rows, total, all, facets } = view
  return {
    slug: ctx.tenant.slug,
    state,
    mayIdentify,
    view: {
      rows,
      total,
      all,
      facets,
      run: {
        id: run.id,
        asOf: day(run.asOf),
        version: run.jurisdictionVersion,
        publishedAt: run.publishedAt === null ? '' : instant(run.publishedAt, membership.tenant.timeZone),
      },
    },
  }
}

export const meta = () => [{ title: 'People and results – Clear My Record' }]

export default function Results() {
  const loaded = useLoaderData<typeof loader>()
  const searched = useActionData<typeof action>()
  const { slug, state, mayIdentify, view } = searched ?? loaded
  const busy = useNavigation().state !== 'idle'
  const columns = useMemo(() => resultColumns(slug, view?.run.id ?? ''), [slug, view?.run.id])
  if (view === null) {
    return (
      <>
        <h1>People and results</h1>
        <EmptyState title="No results yet">
          <p>Results appear here as soon as a batch of files has been read and evaluated.</p>
          <p>
            <Link className="usa-button" to={`/${slug}/files`}>
              Go to files
            </Link>
          </p>
        </EmptyState>
      </>
    )
  }
  const sentence = viewSentence(state, view.total, view.all)
  return (
    <>
      <h1>People and results</h1>
      <p className="page__lead">
        Every conviction of the run of {view.run.publishedAt}, as of {view.run.asOf}.{' '}
        <Link className="usa-link no-print" to={`/${slug}/runs/${view.run.id}`}>
          About this run
        </Link>
      </p>
      <ViewForm state={state} facets={view.facets} busy={busy} mayIdentify={mayIdentify} />
      <p role="status" aria-live="polite">
        <strong>{sentence}</strong>
      </p>
      {view.total === 0 ? (
        <EmptyState title="Nothing matches">
          <p>
            No conviction matches all of these filters.{' '}
            <button
              type="submit"
              form={VIEW_FORM}
              name="without"
              value="all"
              className="usa-button usa-button--unstyled"
            >
              Remove all filters
            </button>
          </p>
        </EmptyState>
      ) : (
        <DataTable
          caption={`Convictions ${count((state.page - 1) * state.size + 1)} to ${count((state.page - 1) * state.size + view.rows.length)} of ${count(view.total)}`}
          columns={columns}
          rows={view.rows}
          rowId={(row) => row.id}
          sort={{ id: state.sort, desc: state.dir === 'desc' }}
          sortable={SORTS}
          sortForm={{ id: VIEW_FORM, name: 'order', value: ({ id, desc }) => `${id}.${desc ? 'desc' : 'asc'}` }}
        />
      )}
      <PageButtons page={state.page} pages={Math.ceil(view.total / state.size)} />
      <FormState state={state} />
      <p className="print-only">
        As of {view.run.asOf} · rules version {view.run.version} · {sentence}
      </p>
    </>
  )
}
