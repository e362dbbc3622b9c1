import { batches } from '@cmr/services'
import { Alert, FileDrop } from '@cmr/ui'
import { Link, useFetcher, useLoaderData, useParams, useRevalidator, useSearchParams } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { z } from 'zod'
import { counted } from '../../format.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { useUploads } from '../../uploads/use-uploads.ts'
import type { UploadTarget } from '../../uploads/use-uploads.ts'
import { EarlierFiles } from './earlier-files.tsx'
import { UploadRow } from './upload-row.tsx'

export const loader = tenantLoader(
  { permission: 'file:write', query: z.object({ batch: z.uuid().optional() }) },
  async ({ ctx, deps, query }) => {
    if (query.batch === undefined) return { batch: null }
    const { id, state, files } = await batches.getBatch(ctx, deps, { batchId: query.batch })
    return {
      batch: {
        id,
        open: state === 'draft',
        files: files.map(({ fileId, name, size, received, upload }) => ({ fileId, name, size, received, stored: upload === 'stored' })),
      },
    }
  },
)

/** Opens a batch for the first file that is chosen. */
export const action = tenantAction({ permission: 'file:write' }, async ({ ctx, deps }) => batches.createBatch(ctx, deps, {}))

export const meta = () => [{ title: 'Add files – Clear My Record' }]

export default function NewFiles() {
  const { batch } = useLoaderData<typeof loader>()
  const { tenant = '' } = useParams()
  const [, setSearch] = useSearchParams()
  const creation = useFetcher<typeof action>()
  const { revalidate } = useRevalidator()
  const { items, add, pause, resume, cancel } = useUploads(revalidate)
  const removal = useFetcher()
  const chosen = useRef<readonly File[]>([])

  const targetOf = (batchId: string): UploadTarget => ({
    batchId,
    endpoint: `/${tenant}/uploads`,
    finishAddress: `/${tenant}/files/finish`,
    unfinished: batch?.files.filter(({ stored }) => !stored) ?? [],
  })
  const onFiles = (files: readonly File[]) => {
    if (files.length === 0) return
    if (batch !== null) return add(files, targetOf(batch.id))
    chosen.current = [...chosen.current, ...files]
    if (creation.state === 'idle') creation.submit(null, { method: 'post' })
  }
  const onCancel = (key: string) => {
    const fileId = cancel(key)
    if (fileId === undefined || batch === null) return
    removal.submit({ fileId, batch: batch.id }, { method: 'post', action: `/${tenant}/files/remove` })
  }
  const created = creation.data?.id
  useEffect(() => {
    if (created === undefined || chosen.current.length === 0) return
    add(chosen.current, targetOf(created))
    chosen.current = []
    setSearch({ batch: created }, { replace: true, preventScrollReset: true })
  }, [created])

  const onPage = new Set(items.map(({ name, size }) => `${size} ${name}`))
  const earlier = batch?.files.filter(({ name, size }) => !onPage.has(`${size} ${name}`)) ?? []
  const arrived = batch?.files.filter(({ stored }) => stored).length ?? 0
  const ready = batch !== null && arrived > 0 && arrived === batch.files.length && items.every(({ state }) => state === 'done')

  if (batch !== null && !batch.open) {
    return (
      <>
        <h1>Add files</h1>
        <Alert type="info" headingLevel="h2" heading="This batch was confirmed already">
          Its files are being worked on. <Link to={`/${tenant}/files/${batch.id}`}>See how far it is</Link>, or{' '}
          <a href={`/${tenant}/files/new`}>start another batch</a>.
        </Alert>
      </>
    )
  }
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
        onFiles={onFiles}
      />
      {creation.data === undefined && creation.state !== 'idle' && <p role="status">Preparing…</p>}
      {items.length > 0 && (
        <ul className="upload-list" aria-label="Files being sent">
          {items.map((item) => (
            <UploadRow key={item.key} item={item} onPause={pause} onResume={resume} onCancel={onCancel} />
          ))}
        </ul>
      )}
      {batch !== null && <EarlierFiles files={earlier} batchId={batch.id} slug={tenant} />}
      {ready && batch !== null && (
        <div className="panel panel--next">
          <h2>Next: check and confirm</h2>
          <p>{counted(arrived, 'file has', 'files have')} arrived complete.</p>
          <p>
            <Link className="usa-button" to={`/${tenant}/files/${batch.id}/confirm`}>
              Check and confirm
            </Link>
          </p>
        </div>
      )}
    </>
  )
}
