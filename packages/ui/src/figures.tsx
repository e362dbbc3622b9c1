export interface LabelledFigure {
  readonly id: string
  readonly label: string
  readonly value: number
}

/** Numbers of a report side by side, each with its label, with thousands separators. */
export function Figures({ items }: { readonly items: readonly LabelledFigure[] }) {
  return (
    <dl className="figures">
      {items.map((item) => (
        <div className="figures__item" key={item.id}>
          <dt>{item.label}</dt>
          <dd>{item.value.toLocaleString('en-US')}</dd>
        </div>
      ))}
    </dl>
  )
}
