import type { runs } from '@cmr/services'
import { Link } from '@remix-run/react'
import { Pages } from '../../components/pages.tsx'
import { count, counted, day, NOT_IN_FILE } from '../../format.ts'

interface DifferenceTableProps {
  readonly slug: string
  readonly runId: string
  readonly list: {
    readonly cause: string
    readonly label: string
    readonly rows: readonly runs.DifferenceView[]
    readonly total: number
    readonly page: number
    readonly pages: number
  }
}

/** The convictions that one cause gave another answer, each linked to its person. */
export function DifferenceTable({ slug, runId, list: { label, rows, total, page, pages } }: DifferenceTableProps) {
  return (
    <section id="listed" aria-label="Convictions of one cause">
      <h2>Convictions: {label}</h2>
      <div className="table-scroll" role="region" aria-label="Convictions" tabIndex={0}>
        <table className="usa-table usa-table--compact usa-table--borderless">
          <caption>{counted(total, 'conviction')} with another answer</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Offense</th>
              <th scope="col">Convicted</th>
              <th scope="col">In the file</th>
              <th scope="col">Then</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ subjectId, name, literal, disposedOn, file, line, from, to }) => (
              <tr key={`${file} ${line}`}>
                <th scope="row">
                  <Link className="usa-link" to={`/${slug}/people/${subjectId}?run=${runId}`}>
                    {name || 'name not in the file'}
                  </Link>
                </th>
                <td>{literal || NOT_IN_FILE}</td>
                <td>{day(disposedOn)}</td>
                <td>
                  {file}, line {count(line)}
                </td>
                <td>{from}</td>
                <td>{to}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages page={page} pages={pages} label="Pages of convictions" />
    </section>
  )
}
