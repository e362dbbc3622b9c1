import { batches } from '@cmr/services'
import { Alert, FileDrop } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { counted } from '../../format.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { EarlierFiles } from './earlier-files.tsx'
import { UploadRow } from './upload-row.tsx'
import { useBatchUploads } from './use-batch-uploads.ts'

export const loader = tenantLoader(
  { permission: 'file:write', query: z.object({ batch: z.uuid().optional() }) },
  async ({ ctx, deps, query }) => {
    const { slug } = ctx.tenant
    if (query.batch === undefined) return { slug, batch: null }
    const { id, state, files } = await batches.getBatch(ctx, deps, { batchId: query.batch })
    const shown = files.map(({ fileId, name, size, received, upload }) => ({
      ...{ fileId, name, size, received },
      stored: upload === 'stored',
    }))
    return { slug, batch: { id, open: state === 'draft', files: shown } }
  },
)

/** Opens a batch for the first file that is chosen. */
export const action = tenantAction({ permission: 'file:write' }, async ({ ctx, deps }) =>
  batches.createBatch(ctx, deps, {}),
)

export const meta = () => [{ title: 'Add files – Clear My Record' }]

export default function NewFiles() {
  const { slug, batch } = useLoaderData<typeof loader>()
  if (batch !== null && !batch.open) {
    return (
      <>
        <h1>Add files</h1>
        <Alert type="info" headingLevel="h2" heading="This batch was confirmed already">
          Its files are being worked on. <Link to={`/${slug}/files/${batch.id}`}>See how far it is</Link>, or{' '}
          <a href={`/${slug}/files/new`}>start another batch</a>.
        </Alert>
      </>
    )
  }
  return <OpenBatch slug={slug} batch={batch} />
}

interface OpenBatchProps {
  readonly slug: string
  readonly batch: ReturnType<typeof useLoaderData<typeof loader>>['batch']
}

function OpenBatch({ slug, batch }: OpenBatchProps) {
  const { items, opening, choose, pause, resume, cancel } = useBatchUploads(batch)
  const known = batch?.files ?? []
  const onPage = new Set(items.map(({ name, size }) => `${size} ${name}`))
  const earlier = known.filter(({ name, size }) => !onPage.has(`${size} ${name}`))
  const ready = known.length > 0 && known.every(({ stored }) => stored) && items.every(({ state }) => state === 'done')
  return (
    <>
      <h1>Add files</h1>
      <p className="page__lead">
        Choose the criminal history files the state sent you, exactly as they came. Several files of one request belong
        together. Nothing is worked on until you have checked the list and confirmed it.
      </p>
      <noscript>
        <Alert type="warning" headingLevel="h2" heading="Sending files needs JavaScript">
          Large files are sent in parts so that they survive a lost connection. Turn JavaScript on for this site, or ask
          support to help.
        </Alert>
      </noscript>
      <FileDrop
        label="Files from the state"
        hint="Choose several at once, or drag them here. If a transfer stopped, choose the same file again: it goes on where it was."
        extensions={['.csv', '.dat', '.txt']}
        onFiles={choose}
      />
      {opening && <p role="status">Preparing…</p>}
      {items.length > 0 && (
        <ul className="upload-list" aria-label="Files being sent">
          {items.map((item) => (
            <UploadRow key={item.key} item={item} onPause={pause} onResume={resume} onCancel={cancel} />
          ))}
        </ul>
      )}
      {batch !== null && <EarlierFiles files={earlier} batchId={batch.id} slug={slug} />}
      {batch !== null && ready && (
        <div className="panel panel--next">
          <h2>Next: check and confirm</h2>
          <p>{counted(known.length, 'file has', 'files have')} arrived complete.</p>
          <p>
            <Link className="usa-button" to={`/${slug}/files/${batch.id}/confirm`}>
              Check and confirm
            </Link>
          </p>
        </div>
      )}
    </>
  )
}
