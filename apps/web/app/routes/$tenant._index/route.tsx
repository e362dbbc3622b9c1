import { hasPermission } from '@cmr/auth'
import { batches } from '@cmr/services'
import { StatusMark } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { BATCH_STATES, rowsRead } from '../../batch-words.ts'
import { counted, instant } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'
import { officeLine } from './office-line.ts'
import type { NextStep } from './office-line.ts'

export const loader = tenantLoader({ permission: 'batch:read' }, async ({ ctx, deps, membership }) => {
  const { batches: newest } = await batches.listBatches(ctx, deps, { pageSize: 10 })
  const latest = newest[0]
  const published = newest.find(({ publishedRunId }) => publishedRunId !== null)
  return {
    office: ctx.tenant.name,
    ...officeLine(ctx.tenant.slug, latest, published, hasPermission(ctx.actor, 'file:write')),
    latest:
      latest === undefined
        ? null
        : {
            to:
              latest.state === 'draft'
                ? `/${ctx.tenant.slug}/files/new?batch=${latest.id}`
                : `/${ctx.tenant.slug}/files/${latest.id}`,
            state: latest.state,
            names: latest.files.map(({ name }) => name),
            at: instant(latest.createdAt, membership.tenant.timeZone),
            rows: rowsRead(latest.files),
            rejected: latest.files.filter(({ state }) => state === 'rejected').length,
          },
  }
})

export const meta = () => [{ title: 'Home – Clear My Record' }]

const LINE = [
  { name: 'File', about: 'The state’s criminal history file is here and was read completely.' },
  { name: 'Answers', about: 'Every conviction was evaluated and says why.' },
  { name: 'Take away', about: 'The result files are ready to download.' },
] as const

export default function Home() {
  const { office, line, next, latest } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{office}</h1>
      <p className="page__lead">Where your office stands, from the state’s file to results you can take away.</p>
      <ol className="line-of-work" aria-label="Where your office stands">
        {LINE.map(({ name, about }, index) => (
          <li key={name} data-state={line[index]?.state}>
            <h3>{name}</h3>
            <p>{about}</p>
            <p>
              <StatusMark tone={line[index]?.tone ?? 'negative'}>{line[index]?.word}</StatusMark>
            </p>
          </li>
        ))}
      </ol>
      <NextPanel next={next} />
      {latest !== null && (
        <>
          <h2>Latest batch of files</h2>
          <div className="panel">
            <p>
              <Link className="usa-link" to={latest.to}>
                {latest.names.length === 0 ? 'No file yet' : latest.names.join(', ')}
              </Link>{' '}
              <StatusMark tone={BATCH_STATES[latest.state].tone}>{BATCH_STATES[latest.state].word}</StatusMark>
            </p>
            <p>
              Added {latest.at}
              {latest.rows > 0 && ` · ${counted(latest.rows, 'row')} of data`}
              {latest.rejected > 0 && ` · ${counted(latest.rejected, 'file')} not accepted`}
            </p>
          </div>
        </>
      )}
    </>
  )
}

function NextPanel({ next }: { readonly next: NextStep }) {
  return (
    <div className="panel panel--next">
      <h2>Next: {next.title}</h2>
      <p>{next.why}</p>
      {next.to !== undefined && (
        <p>
          <Link className="usa-button" to={next.to}>
            {next.action}
          </Link>
        </p>
      )}
    </div>
  )
}
