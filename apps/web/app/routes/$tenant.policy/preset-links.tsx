import { Link } from '@remix-run/react'

interface PresetLinksProps {
  readonly slug: string
  readonly presets: readonly { readonly id: string; readonly label: string }[]
  /** Label of the preset the form was filled in from. */
  readonly startedFrom: string | null
}

/** Named option sets to start from; following one fills in the form and saves nothing. */
export function PresetLinks({ slug, presets, startedFrom }: PresetLinksProps) {
  return (
    <nav aria-label="Presets" className="no-print">
      <p>Start from:</p>
      <ul className="usa-list">
        {presets.map(({ id, label }) => (
          <li key={id}>
            <Link className="usa-link" to={`/${slug}/policy?preset=${encodeURIComponent(id)}`}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
      {startedFrom !== null && <p role="status">Filled in from “{startedFrom}”. Nothing is saved yet.</p>}
    </nav>
  )
}
