import { hasPermission } from '@cmr/auth'
import { batches, jobs, runs } from '@cmr/services'
import { Alert, Facts, StatusMark } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Link, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { z } from 'zod'
import { BATCH_STATES, rowsRead, sumLines } from '../../batch-words.ts'
import { counted, instant } from '../../format.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { AnswersReady } from './answers-ready.tsx'
import { BatchFileItem } from './batch-file-item.tsx'
import { compareChoices, readCompare } from './compare-value.ts'
import { LiveWork } from './live-work.tsx'

const params = z.object({ batch: z.uuid() })

export const loader = tenantLoader(
  { permission: 'batch:read', params },
  async ({ ctx, deps, params: { batch: batchId }, membership }) => {
    const batch = await batches.getBatch(ctx, deps, { batchId })
    if (batch.state === 'draft') throw redirect(`/${ctx.tenant.slug}/files/new?batch=${batch.id}`)
    const work = await Promise.all(
      batch.jobs.map(async ({ id, kind, error }) => {
        const { state, stages } = await jobs.getProgress(ctx, deps, { jobId: id })
        return { id, kind, state, stages, problem: error === null ? null : error.message }
      }),
    )
    return {
      slug: ctx.tenant.slug,
      id: batch.id,
      state: batch.state,
      county: batch.county,
      confirmedAt: batch.confirmedAt === null ? null : instant(batch.confirmedAt, membership.tenant.timeZone),
      publishedRunId: batch.publishedRunId,
      mayEvaluate: hasPermission(ctx.actor, 'run:start'),
      comparable: compareChoices(runs.listComparable(ctx, deps, {})),
      runs: batch.jobs.flatMap(({ runId }) => (runId === null ? [] : [runId])),
      files: batch.files,
      work,
    }
  },
)

/** Evaluates the batch again, with the policy as it is now, and compares with earlier rules when some were chosen. */
export const action = tenantAction(
  { permission: 'run:start', params },
  async ({ request, ctx, deps, params: { batch } }) => {
    const compare = readCompare((await request.formData()).get('compare'))
    await runs.requestRun(ctx, deps, { batchId: batch, ...(compare !== undefined && { compare }) })
    return redirect(`/${ctx.tenant.slug}/files/${batch}`)
  },
)

export const meta = () => [{ title: 'Batch of files – Clear My Record' }]

export default function Batch() {
  const { slug, id, state, county, confirmedAt, publishedRunId, files, work, mayEvaluate, comparable } =
    useLoaderData<typeof loader>()
  const rejected = files.filter((file) => file.state === 'rejected')
  const loaded = files.filter((file) => file.state === 'loaded')
  const working = state === 'importing' || work.some((job) => job.state === 'queued' || job.state === 'running')
  useFreshFiles(working)
  return (
    <>
      <h1>{files.length === 1 ? files[0]?.name : counted(files.length, 'file')}</h1>
      <p>
        <StatusMark tone={BATCH_STATES[state].tone}>{BATCH_STATES[state].word}</StatusMark>
      </p>
      <LiveWork slug={slug} jobs={work} published={publishedRunId !== null} />
      {state === 'failed' && (
        <Alert type="error" headingLevel="h2" heading="This batch could not be finished">
          {loaded.length === 0 && rejected.length > 0
            ? 'None of its files could be accepted; each one says why below. Correct what it says and add the files again.'
            : (work.find(({ problem }) => problem !== null)?.problem ??
              'Nothing was published. Add the files again; if it happens again, tell support.')}{' '}
          <Link to={`/${slug}/files/new`}>Add files</Link>
        </Alert>
      )}
      {publishedRunId !== null && (
        <AnswersReady
          slug={slug}
          runId={publishedRunId}
          rejected={rejected.length}
          mayEvaluate={mayEvaluate && !working}
          comparable={comparable}
        />
      )}
      <h2>Files</h2>
      <ul className="upload-list" aria-label="Files of this batch">
        {files.map((file) => (
          <BatchFileItem key={file.id} file={file} slug={slug} county={county} />
        ))}
      </ul>
      <SetAsideNote
        to={`/${slug}/files/${id}/set-aside`}
        lines={sumLines(files.map(({ ledger }) => ledger)).setAsideLines}
      />
      <h2>About this batch</h2>
      <div className="panel">
        <Facts
          items={[
            ['County looked for', county],
            ['Confirmed', confirmedAt ?? 'not yet'],
            ['Rows read', rowsRead(files).toLocaleString('en-US')],
          ]}
        />
      </div>
    </>
  )
}

function SetAsideNote({ to, lines }: { readonly to: string; readonly lines: number }) {
  if (lines === 0) return null
  return (
    <p>
      {counted(lines, 'line was', 'lines were')} set aside and kept with {lines === 1 ? 'its' : 'their'} reason.{' '}
      <Link className="usa-link" to={to}>
        See what was set aside
      </Link>
    </p>
  )
}

const REFRESH_MILLISECONDS = 5000

/** The states of the files come with the page; while work goes on they are read again now and then. */
function useFreshFiles(working: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!working) return
    const timer = setInterval(() => revalidate(), REFRESH_MILLISECONDS)
    return () => clearInterval(timer)
  }, [working, revalidate])
}
