import { hasPermission } from '@cmr/auth'
import { runFiles, runs } from '@cmr/services'
import { Alert, Facts, Figures, StatusMark } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { RUN_STATES, sumLines } from '../../batch-words.ts'
import { count, day, instant } from '../../format.ts'
import { refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { figureGroups } from './figure-groups.ts'
import { ReleasePanel } from './release-panel.tsx'
import { RunLinks } from './run-links.tsx'
import { TakeAway } from './take-away.tsx'

export const loader = tenantLoader(
  { permission: 'run:read', params: z.object({ run: z.uuid() }) },
  async ({ ctx, deps, params, membership, viewer }) => {
    const run = await runs.getRun(ctx, deps, { runId: params.run })
    const mayExport = hasPermission(ctx.actor, 'export:download')
    const files =
      run.state === 'published' && mayExport ? await runFiles.listRunFiles(ctx, deps, { runId: run.id }) : []
    return {
      slug: ctx.tenant.slug,
      id: run.id,
      state: run.state,
      problem: run.job?.error?.message ?? null,
      mayExport,
      release: {
        at: run.releasedAt === null ? null : instant(run.releasedAt, membership.tenant.timeZone),
        mayRelease: hasPermission(ctx.actor, 'run:release'),
        isPreparer: run.preparedBy === null || run.preparedBy === viewer.userId,
      },
      batch: {
        id: run.batch.id,
        files: run.batch.files
          .filter(({ state }) => state === 'loaded')
          .map(({ id, name, rows }) => ({ id, name, rows })),
      },
      policyVersion: run.policy.version,
      county: run.county,
      asOf: day(run.asOf),
      ruleset: [run.ruleset, run.profile].filter(Boolean).join(', '),
      version: run.jurisdictionVersion,
      publishedAt: run.publishedAt === null ? null : instant(run.publishedAt, membership.tenant.timeZone),
      resultHash: run.resultHash,
      compared: run.compared,
      lines: run.ledger === null ? null : sumLines(run.ledger.files),
      groups: figureGroups(run.report?.figures ?? []),
      files: files.map(({ id, name, size, rows, sha256 }) => ({ id, name, size, rows, sha256 })),
    }
  },
)

/** Releases the run: its outputs are drafts no longer. */
export const action = tenantAction(
  { permission: 'run:release', params: z.object({ run: z.uuid() }), stepUp: true },
  async ({ ctx, deps, params }) => {
    try {
      await runs.releaseRun(ctx, deps, { runId: params.run })
    } catch (error) {
      return refusedBy(error, 'release')
    }
    return redirect(`/${ctx.tenant.slug}/runs/${params.run}`)
  },
)

export const meta = () => [{ title: 'Run – Clear My Record' }]

export default function Run() {
  const run = useLoaderData<typeof loader>()
  const { slug, id, state, groups, files } = run
  const answer = useActionData<typeof action>()
  return (
    <>
      <h1>Run of {run.publishedAt ?? 'this batch'}</h1>
      <p>
        <StatusMark tone={RUN_STATES[state].tone}>{RUN_STATES[state].word}</StatusMark>
      </p>
      <RunProblem run={run} />
      {state === 'published' && <ReleasePanel release={run.release} problem={answer?.problems[0]?.message} />}
      {state === 'published' && <RunLinks slug={slug} runId={id} lines={run.lines} compared={run.compared} />}
      {groups.map(({ name, figures }) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          <Figures items={figures} />
        </section>
      ))}
      {state === 'published' && <TakeAway slug={slug} runId={id} files={run.mayExport ? files : null} />}
      <HowItWasMade run={run} />
      <p className="print-only">
        {run.release.at === null ? 'Draft, not released' : `Released ${run.release.at}`} · as of {run.asOf} · rules
        version {run.version} · policy version {run.policyVersion}
      </p>
    </>
  )
}

type RunData = Awaited<ReturnType<typeof loader>>

/** Why there is nothing to read yet, or never will be. */
function RunProblem({ run }: { readonly run: RunData }) {
  const { slug, state } = run
  return (
    <>
      {state === 'failed' && (
        <Alert type="error" headingLevel="h2" heading="This run could not be finished">
          {run.problem ?? 'Nothing of it was published.'} Earlier results are untouched.
        </Alert>
      )}
      {(state === 'queued' || state === 'running') && (
        <Alert type="info" headingLevel="h2" slim>
          The run is under way. <Link to={`/${slug}/files/${run.batch.id}`}>Watch its progress</Link>
        </Alert>
      )}
    </>
  )
}

function HowItWasMade({ run }: { readonly run: RunData }) {
  const { slug } = run
  return (
    <>
      <h2>How it was made</h2>
      <div className="panel">
        <Facts
          items={[
            [
              'Files',
              run.batch.files
                .map(({ name, rows }) => `${name}${rows === null ? '' : ` (${count(rows)} rows)`}`)
                .join(', ') || 'none was accepted',
            ],
            ['County', run.county],
            ['As of', run.asOf],
            [
              'Policy',
              <Link className="usa-link" to={`/${slug}/policy`} key="policy">{`version ${run.policyVersion}`}</Link>,
            ],
            ['Ruleset', run.ruleset],
            ['Version of the rules', run.version],
            ['Published', run.publishedAt ?? 'not yet'],
            ['Released', run.release.at ?? 'not yet: a draft'],
            [
              'Result checksum',
              <span className="upload-item__hash" key="hash">
                {run.resultHash ?? 'none yet'}
              </span>,
            ],
          ]}
        />
      </div>
    </>
  )
}
