import { Facts } from '@cmr/ui'

interface PolicyHistoryProps {
  /** Newest first. */
  readonly versions: readonly {
    readonly id: string
    readonly version: number
    readonly at: string
    readonly note: string | null
    readonly options: readonly (readonly [label: string, words: string])[]
  }[]
}

/** Every version the office has saved, with what it chose and why. */
export function PolicyHistory({ versions }: PolicyHistoryProps) {
  return (
    <>
      <h2>History</h2>
      {versions.length === 0 && <p>No version has been saved yet.</p>}
      {versions.map(({ id, version, at, note, options }) => (
        <details className="panel" key={id}>
          <summary>
            Version {version} · {at}
          </summary>
          {note !== null && <p>{note}</p>}
          <Facts items={options} />
        </details>
      ))}
    </>
  )
}
