import { batches } from '@cmr/services'
import { Button, Facts } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { bytes, counted } from '../../format.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const params = z.object({ batch: z.uuid() })

export const loader = tenantLoader(
  { permission: 'batch:confirm', params },
  async ({ ctx, deps, params: { batch } }) => {
    const { id, state, county, files } = await batches.getBatch(ctx, deps, { batchId: batch })
    if (state !== 'draft') throw redirect(`/${ctx.tenant.slug}/files/${id}`)
    return {
      id,
      slug: ctx.tenant.slug,
      office: ctx.tenant.name,
      county,
      files: files.map(({ fileId, name, size, upload }) => ({ fileId, name, size, stored: upload === 'stored' })),
    }
  },
)

export const action = tenantAction(
  { permission: 'batch:confirm', params },
  async ({ ctx, deps, params: { batch } }) => {
    await batches.confirmBatch(ctx, deps, { batchId: batch })
    return redirect(`/${ctx.tenant.slug}/files/${batch}`)
  },
)

export const meta = () => [{ title: 'Check and confirm – Clear My Record' }]

export default function ConfirmBatch() {
  const { id, slug, office, county, files } = useLoaderData<typeof loader>()
  const busy = useNavigation().state !== 'idle'
  const complete = files.length > 0 && files.every(({ stored }) => stored)
  return (
    <>
      <h1>Check and confirm</h1>
      <p className="page__lead">
        Once confirmed, the files are read, people are matched and every conviction is evaluated. The files themselves
        are never changed. You can close the page meanwhile.
      </p>
      <div className="panel">
        <Facts
          items={[
            ['Office', office],
            ['County looked for', county],
            ['Files', counted(files.length, 'file')],
            ['Together', bytes(files.reduce((sum, { size }) => sum + size, 0))],
          ]}
        />
      </div>
      <h2>Files</h2>
      <ol className="usa-list">
        {files.map(({ fileId, name, size, stored }) => (
          <li key={fileId}>
            <strong>{name}</strong> · {bytes(size)} · {stored ? 'arrived, checksums equal' : 'not complete yet'}
          </li>
        ))}
      </ol>
      <Form method="post" className="actions">
        <Button type="submit" disabled={!complete || busy}>
          {busy ? 'Starting…' : 'Confirm and start'}
        </Button>
        <Link className="usa-link" to={`/${slug}/files/new?batch=${id}`}>
          Change the files
        </Link>
      </Form>
      {!complete && <p role="status">Every file has to arrive before you can confirm.</p>}
    </>
  )
}
