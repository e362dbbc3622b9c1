import { StatusMark } from '@cmr/ui'
import { Link } from '@remix-run/react'
import { Citations } from '../../components/citations.tsx'
import type { ShownCitation } from '../../components/citations.tsx'
import { count, counted } from '../../format.ts'

const KINDS = {
  defect: { tone: 'attention', word: 'Defect of the earlier software' },
  law: { tone: 'waiting', word: 'Law' },
  policy: { tone: 'positive', word: 'Office policy' },
  record: { tone: 'waiting', word: 'Record' },
} as const

interface CauseCardProps {
  readonly cause: {
    readonly id: string
    readonly kind: keyof typeof KINDS
    readonly label: string
    readonly citations: readonly ShownCitation[]
    readonly count: number
    readonly changes: readonly { readonly from: string; readonly to: string; readonly count: number }[]
  }
  /** Address of the list of its convictions. */
  readonly to: string
}

/** One cause of differences: its number or name, the authority, how many answers it changed and how. */
export function CauseCard({ cause: { id, kind, label, citations, count: changed, changes }, to }: CauseCardProps) {
  const { tone, word } = KINDS[kind]
  return (
    <article className="panel" aria-labelledby={`cause-${id}`}>
      <h3 id={`cause-${id}`}>{label}</h3>
      <p className="marks">
        <StatusMark tone={tone}>{kind === 'defect' ? `${word} ${id}` : word}</StatusMark>
        <strong>{counted(changed, 'conviction')}</strong>
      </p>
      <Citations items={citations} label="Authority" />
      <div className="table-scroll" role="region" aria-label={`Answers changed: ${label}`} tabIndex={0}>
        <table className="usa-table usa-table--compact usa-table--borderless">
          <caption>Answers changed</caption>
          <thead>
            <tr>
              <th scope="col">Then</th>
              <th scope="col">Now</th>
              <th scope="col" className="numeric">
                Convictions
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ from, to: now, count: often }) => (
              <tr key={`${from} ${now}`}>
                <th scope="row">{from}</th>
                <td>{now}</td>
                <td className="numeric">{count(often)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="no-print">
        <Link className="usa-link" to={to}>
          List these convictions<span className="usa-sr-only">: {label}</span>
        </Link>
      </p>
    </article>
  )
}
