import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import type { ColumnDef, Header, RowData } from '@tanstack/react-table'
import { Icon } from './icon.tsx'

const features = tableFeatures({ rowSortingFeature })
export type TableFeatureSet = typeof features

/** A column list for `DataTable`; ids are what `sort` and `sortValue` speak of. */
// Safe: TanStack's own `columns()` erases each column's value type in this place; cells keep theirs.
export type DataTableColumns<Row extends RowData> = ColumnDef<TableFeatureSet, Row, any>[]
export const columnsFor = <Row extends RowData>() => createColumnHelper<TableFeatureSet, Row>()

export interface TableSort {
  readonly id: string
  readonly desc: boolean
}

export interface DataTableProps<Row extends RowData> {
  readonly caption: string
  readonly columns: DataTableColumns<Row>
  /** Already sorted, filtered and cut to a page by the server. */
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  readonly sort: TableSort
  /** Column ids that may be sorted by. */
  readonly sortable: readonly string[]
  /** Id of the GET form the sort buttons submit, and the name they submit under; works without JavaScript. */
  readonly sortForm: { readonly id: string; readonly name: string; readonly value: (sort: TableSort) => string }
}

/** A real table: caption, scopes, `aria-sort`, sorting by button, a spoken note of the order, a scroll region. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowId, sort, sortable, sortForm } = props
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: rowId,
    manualSorting: true,
    state: { sorting: [{ id: sort.id, desc: sort.desc }] },
  })
  const headers = table.getHeaderGroups().flatMap((group) => group.headers)
  const sortedBy = headers.find((header) => header.column.id === sort.id)
  return (
    <>
      <p className="usa-sr-only" role="status">
        Sorted by {String(sortedBy?.column.columnDef.header ?? sort.id)}, {sort.desc ? 'descending' : 'ascending'}
      </p>
      <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
        <table className="usa-table usa-table--compact usa-table--borderless">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {headers.map((header) => (
                <HeaderCell key={header.id} header={header} sort={sort} sortable={sortable} sortForm={sortForm} />
              ))}
            </tr>
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id}>
                {row.getAllCells().map((cell, index) =>
                  index === 0 ? (
                    <th key={cell.id} scope="row">
                      <table.FlexRender cell={cell} />
                    </th>
                  ) : (
                    <td key={cell.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function HeaderCell<Row extends RowData>({
  header,
  sort,
  sortable,
  sortForm,
}: Pick<DataTableProps<Row>, 'sort' | 'sortable' | 'sortForm'> & {
  readonly header: Header<TableFeatureSet, Row, unknown>
}) {
  const id = header.column.id
  const label = String(header.column.columnDef.header)
  if (!sortable.includes(id)) return <th scope="col">{label}</th>
  const active = sort.id === id
  const order = active ? (sort.desc ? 'descending' : 'ascending') : undefined
  return (
    <th scope="col" aria-sort={order ?? 'none'}>
      <button
        type="submit"
        className="sort-button"
        form={sortForm.id}
        name={sortForm.name}
        value={sortForm.value({ id, desc: active && !sort.desc })}
      >
        {label}
        <Icon name={order === undefined ? 'sort' : order === 'ascending' ? 'up' : 'down'} />
        <span className="usa-sr-only">, sort {active && !sort.desc ? 'descending' : 'ascending'}</span>
      </button>
    </th>
  )
}
