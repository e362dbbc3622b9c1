import type { results } from '@cmr/services'
import { columnsFor } from '@cmr/ui'
import type { DataTableColumns } from '@cmr/ui'
import { Link } from '@remix-run/react'
import { OutcomeMark } from '../../components/outcome-mark.tsx'
import { day } from '../../format.ts'

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
      header: 'Determination',
      cell: ({ row }) => (
        <>
          <OutcomeMark kind={row.original.outcome} presumed={row.original.presumed.length > 0} />
          <div>{row.original.determination}</div>
        </>
      ),
    }),
    column.accessor('reason', { id: 'reason', header: 'Reason' }),
  ])
}
