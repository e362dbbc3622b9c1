import type { batches } from '@cmr/services'
import { Alert, StatusMark } from '@cmr/ui'
import { Link } from '@remix-run/react'
import { BATCH_FILE_STATES, countyWarning, countyWords } from '../../batch-words.ts'
import { BalanceLine } from '../../components/balance-line.tsx'
import { bytes, counted } from '../../format.ts'

type ShownFile = Pick<batches.BatchFileView, 'name' | 'size' | 'state' | 'rows' | 'lines' | 'counties' | 'ledger'> & {
  /** The message names the line where one is to blame. */
  readonly rejection: { readonly message: string } | null
}

interface BatchFileItemProps {
  readonly file: ShownFile
  readonly slug: string
  /** The county looked for. */
  readonly county: string
}

/** One file of a batch: what it holds and where its lines went; for one that was not accepted, why and what to do. */
export function BatchFileItem({ file, slug, county }: BatchFileItemProps) {
  const { name, size, state, rejection, rows, lines, counties, ledger } = file
  const words = BATCH_FILE_STATES[state]
  const warning = counties === null || rejection !== null ? null : countyWarning(county, counties)
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
      {warning !== null && (
        <Alert type="warning" headingLevel="h3" heading="This may be another county’s file" role="alert">
          {warning}
        </Alert>
      )}
      {counties !== null && counties.length > 0 && <p>Counties in the file: {countyWords(counties)}</p>}
      {ledger !== null && rejection === null && state === 'loaded' && <BalanceLine ledger={ledger} />}
    </li>
  )
}
