import type { results } from '@cmr/services'
import { columnsFor } from '@cmr/ui'
import type { DataTableColumns } from '@cmr/ui'
import { Link } from '@remix-run/react'
import { EffectMark, OutcomeMark } from '../../components/outcome-mark.tsx'
import { day } from '../../format.ts'
import { outcomeDetail } from '../../outcome-words.ts'

const column = columnsFor<results.ResultRow>()

/** Columns of the results table; ids are the service's sort keys. */
export function resultColumns(slug: string, runId: string): DataTableColumns<results.ResultRow> {
  return column.columns([
    column.accessor('name', {
      id: 'name',
      header: 'Name',
      cell: ({ row }) => (
        <Link className="usa-link" to={`/${slug}/people/${row.original.subjectId}?run=${runId}`}>
          {row.original.name || 'name not in the file'}
        </Link>
      ),
    }),
    column.accessor('literal', {
      id: 'literal',
      header: 'Offense',
      cell: ({ getValue }) => getValue() || 'not in the file',
    }),
    column.accessor('disposedOn', { id: 'disposed_on', header: 'Convicted', cell: ({ getValue }) => day(getValue()) }),
    column.accessor('county', {
      id: 'county',
      header: 'County',
      cell: ({ getValue }) => getValue() || 'not in the file',
    }),
    column.accessor('determination', {
      id: 'determination',
      header: 'Answer',
      cell: ({ row: { original } }) => (
        <>
          <OutcomeMark kind={original.outcome} presumed={original.presumed.length > 0} />
          <div>{original.determination}</div>
          {original.presumed.length > 0 && (
            <div className="usa-hint cell-wide">Presumed: {original.presumed.join(', ')}</div>
          )}
        </>
      ),
    }),
    column.accessor('floor', {
      id: 'floor',
      header: 'Statutory floor',
      cell: ({ row: { original } }) => <Layer layer={original.floor} />,
    }),
    column.accessor('policy', {
      id: 'policy',
      header: 'Office policy',
      cell: ({ row: { original } }) => {
        if (original.refused) return <EffectMark effect="refused" />
        if (original.policy === null) return <EffectMark effect="none" />
        return (
          <>
            <EffectMark effect={original.policy.effect} differs={original.policy.differs} />
            {isShort(original.policy.outcome) && (
              <div>{outcomeDetail(original.policy.outcome, original.policy.relief)}</div>
            )}
          </>
        )
      },
    }),
    column.accessor('reason', {
      id: 'reason',
      header: 'Reason',
      cell: ({ getValue }) => <div className="cell-wider">{getValue()}</div>,
    }),
  ])
}

function Layer({ layer: { outcome, relief, presumed } }: { readonly layer: results.BriefLayer }) {
  return (
    <>
      <OutcomeMark kind={outcome.kind} presumed={presumed} />
      {isShort(outcome) && <div>{outcomeDetail(outcome, relief)}</div>}
    </>
  )
}

/** Questions are whole sentences: the reason beside them and the person's page have them. */
const isShort = ({ kind }: results.BriefLayer['outcome']) => kind !== 'ask' && kind !== 'needs_review'
