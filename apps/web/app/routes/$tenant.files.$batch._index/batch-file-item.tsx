import type { batches } from '@cmr/services'
import { Alert, StatusMark } from '@cmr/ui'
import { Link } from '@remix-run/react'
import { BATCH_FILE_STATES } from '../../batch-words.ts'
import { bytes, counted } from '../../format.ts'

type ShownFile = Pick<batches.BatchFileView, 'name' | 'size' | 'state' | 'rows' | 'lines'> & {
  /** The message names the line where one is to blame. */
  readonly rejection: { readonly message: string } | null
}

/** One file of a batch; for one that was not accepted: which file, which line, what to do. */
export function BatchFileItem({ file, slug }: { readonly file: ShownFile; readonly slug: string }) {
  const { name, size, state, rejection, rows, lines } = file
  const words = BATCH_FILE_STATES[state]
  return (
    <li className="panel upload-item">
      <p>
        <span className="upload-item__name">{name}</span> <StatusMark tone={words.tone}>{words.word}</StatusMark>
      </p>
      {rejection === null ? (
        <p>
          {bytes(size)}
          {rows !== null && lines !== null && ` · ${counted(lines, 'line')}, ${counted(rows, 'row')} of data`}
        </p>
      ) : (
        <Alert type="error" headingLevel="h3" heading={`${name} was not accepted`} role="alert">
          {rejection.message} <Link to={`/${slug}/files/new`}>Add a corrected file</Link>
        </Alert>
      )}
    </li>
  )
}
