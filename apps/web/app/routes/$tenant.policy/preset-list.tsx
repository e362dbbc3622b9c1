import { StatusMark } from '@cmr/ui'
import { Link } from '@remix-run/react'
import { CitationLink } from '../../components/citations.tsx'
import type { ShownCitation } from '../../components/citations.tsx'
import { counted } from '../../format.ts'
import type { OptionChange } from './option-form.ts'

export interface ShownPreset {
  readonly id: string
  readonly label: string
  readonly help: string | null
  readonly source: ShownCitation | null
  /** What following it would change in the policy that applies now. */
  readonly changes: readonly OptionChange[]
}

interface PresetListProps {
  readonly slug: string
  readonly presets: readonly ShownPreset[]
  /** Label of the preset the form was filled in from. */
  readonly startedFrom: string | null
  /** Whether the person may fill in the form from one. */
  readonly mayWrite: boolean
}

/** Named option sets to start from, each with its source and what it would change; following one saves nothing. */
export function PresetList({ slug, presets, startedFrom, mayWrite }: PresetListProps) {
  return (
    <section aria-label="Presets">
      <h2>Presets</h2>
      <p>
        Sets of choices with a name: what an office announced, or what the statute gives. One fills in the form below;
        nothing is saved until you save it.
      </p>
      {startedFrom !== null && (
        <p role="status">
          <StatusMark tone="attention">Not saved yet</StatusMark> The form below is filled in from “{startedFrom}”.
        </p>
      )}
      <ul className="presets" aria-label="Presets to start from">
        {presets.map((preset) => (
          <li className="panel" key={preset.id}>
            <h3>{preset.label}</h3>
            {preset.help !== null && <p>{preset.help}</p>}
            {preset.source !== null && (
              <p className="usa-hint">
                Source: <CitationLink citation={preset.source} />
              </p>
            )}
            <Changes changes={preset.changes} />
            {mayWrite && (
              <p className="no-print">
                <Link
                  className="usa-button usa-button--outline"
                  to={`/${slug}/policy?preset=${encodeURIComponent(preset.id)}`}
                >
                  Fill in the form<span className="usa-sr-only"> from “{preset.label}”</span>
                </Link>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Changes({ changes }: { readonly changes: readonly OptionChange[] }) {
  if (changes.length === 0) {
    return (
      <p>
        <StatusMark tone="positive">Same choices as your policy now</StatusMark>
      </p>
    )
  }
  return (
    <details>
      <summary>Would change {counted(changes.length, 'choice')}</summary>
      <ul className="usa-list">
        {changes.map(({ label, from, to }) => (
          <li key={label}>
            {label}: {from} → <strong>{to}</strong>
          </li>
        ))}
      </ul>
    </details>
  )
}
