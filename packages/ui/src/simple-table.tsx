import type { ReactNode } from 'react'

export interface SimpleTableProps {
  readonly caption: string
  readonly head: readonly string[]
  /** `key` names the row; the first cell is its heading. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
}

/** A table in the order it is given: caption, scopes, a scroll region that the keyboard reaches. */
export function SimpleTable({ caption, head, rows }: SimpleTableProps) {
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="usa-table usa-table--compact usa-table--borderless">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, index) => (
                <td key={head[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
