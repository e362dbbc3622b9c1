import { StatusMark } from '@cmr/ui'
import { Form } from '@remix-run/react'
import { bytes } from '../../format.ts'

interface EarlierFile {
  readonly fileId: string
  readonly name: string
  readonly size: number
  readonly received: number
  readonly stored: boolean
}

/** Files of the batch that were sent before this page was opened. */
export function EarlierFiles({
  files,
  batchId,
  slug,
}: {
  readonly files: readonly EarlierFile[]
  readonly batchId: string
  readonly slug: string
}) {
  if (files.length === 0) return null
  return (
    <>
      <h2>Already in this batch</h2>
      <ul className="upload-list">
        {files.map(({ fileId, name, size, received, stored }) => (
          <li className="panel upload-item" key={fileId}>
            <p>
              <span className="upload-item__name">{name}</span>{' '}
              <StatusMark tone={stored ? 'positive' : 'attention'}>{stored ? 'Arrived' : 'Not complete'}</StatusMark>
            </p>
            <p>
              {stored
                ? bytes(size)
                : `${bytes(received)} of ${bytes(size)} have arrived. Choose the same file again to send the rest.`}
            </p>
            <Form method="post" action={`/${slug}/files/remove`}>
              <input type="hidden" name="fileId" value={fileId} />
              <input type="hidden" name="batch" value={batchId} />
              <button type="submit" className="usa-button usa-button--unstyled">
                Remove<span className="usa-sr-only"> {name}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </>
  )
}
