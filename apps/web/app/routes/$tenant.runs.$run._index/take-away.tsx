import { Link } from '@remix-run/react'
import { bytes, count } from '../../format.ts'

interface TakeAwayProps {
  readonly slug: string
  readonly runId: string
  /** Null for a role that may not download. */
  readonly files:
    | readonly {
        readonly id: string
        readonly name: string
        readonly size: number
        readonly rows: number | null
        readonly sha256: string
      }[]
    | null
}

/** The files a run hands over. */
export function TakeAway({ slug, runId, files }: TakeAwayProps) {
  return (
    <section className="no-print">
      <h2>Take away</h2>
      {files === null ? (
        <p>Your role does not include downloads. An analyst or attorney of your office can make them.</p>
      ) : (
        <ul className="upload-list" aria-label="Result files">
          {files.map((file) => (
            <li className="panel" key={file.id}>
              <Link className="usa-link" to={`/${slug}/runs/${runId}/files/${file.id}`}>
                {file.name}
              </Link>{' '}
              · {bytes(file.size)}
              {file.rows !== null && ` · ${count(file.rows)} rows`}
              <div className="usa-hint">
                SHA-256 <span className="upload-item__hash">{file.sha256}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
