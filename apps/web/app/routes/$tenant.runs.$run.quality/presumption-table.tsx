import { CitationLink } from '../../components/citations.tsx'
import type { ShownCitation } from '../../components/citations.tsx'
import { count } from '../../format.ts'

interface PresumptionTableProps {
  readonly presumptions: readonly {
    readonly id: string
    readonly label: string
    readonly favors: 'person' | 'prosecution'
    readonly ask: string | null
    readonly citations: readonly ShownCitation[]
    readonly count: number
  }[]
}

/** The facts that answers presume: how often, whom that favors, on which authority, who could tell. */
export function PresumptionTable({ presumptions }: PresumptionTableProps) {
  return (
    <div className="table-scroll" role="region" aria-label="Presumed facts" tabIndex={0}>
      <table className="usa-table usa-table--compact usa-table--borderless">
        <caption>Presumed facts; an answer counts for each fact it presumes</caption>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col" className="numeric">
              Answers
            </th>
            <th scope="col">In favor of</th>
            <th scope="col">Authority</th>
            <th scope="col">Who could tell</th>
          </tr>
        </thead>
        <tbody>
          {presumptions.map(({ id, label, favors, ask, citations, count: answers }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td className="numeric">{count(answers)}</td>
              <td>the {favors}</td>
              <td>
                {citations.map((citation) => (
                  <div key={citation.cite}>
                    <CitationLink citation={citation} />
                  </div>
                ))}
              </td>
              <td>{ask ?? 'the rules name nobody'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
