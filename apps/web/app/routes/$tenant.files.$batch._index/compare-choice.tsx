/** Earlier rules with one of their presets, as the form names them. */
export interface Comparable {
  /** What the form sends: `compareValue`. */
  readonly value: string
  readonly label: string
}

/** Which earlier answers the next run is compared with; nothing is chosen to begin with. */
export function CompareChoice({ comparable }: { readonly comparable: readonly Comparable[] }) {
  return (
    <>
      <label className="usa-label" htmlFor="compare">
        Compare with earlier answers
      </label>
      <span className="usa-hint" id="compare-hint">
        The run then says which answers changed, and why.
      </span>
      <select className="usa-select" id="compare" name="compare" aria-describedby="compare-hint" defaultValue="">
        <option value="">Do not compare</option>
        {comparable.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </>
  )
}
