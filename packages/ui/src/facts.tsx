import type { ReactNode } from 'react'

/** Label and value pairs. Pass "not in the file" for an unknown, never an empty value. */
export function Facts({ items }: { readonly items: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {items.map(([label, value]) => (
        <FactPair key={label} label={label} value={value} />
      ))}
    </dl>
  )
}

function FactPair({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}
