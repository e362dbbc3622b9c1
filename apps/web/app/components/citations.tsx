/** A citation as it reaches the browser. */
export interface ShownCitation {
  readonly cite: string
  readonly url?: string | undefined
  readonly note?: string | undefined
}

/** Legal authority, each linked to its official text where the package knows its address. */
export function Citations({ items, label }: { readonly items: readonly ShownCitation[]; readonly label: string }) {
  if (items.length === 0) return null
  return (
    <ul className="citations" aria-label={label}>
      {items.map((citation) => (
        <li key={citation.cite + (citation.note ?? '')}>
          <CitationLink citation={citation} />
          {citation.note !== undefined && ` – ${citation.note}`}
        </li>
      ))}
    </ul>
  )
}

/** One citation without its note. */
export function CitationLink({ citation: { cite, url } }: { readonly citation: ShownCitation }) {
  if (url === undefined) return <cite>{cite}</cite>
  return (
    <a className="usa-link" href={url} rel="noreferrer">
      <cite>{cite}</cite>
    </a>
  )
}
