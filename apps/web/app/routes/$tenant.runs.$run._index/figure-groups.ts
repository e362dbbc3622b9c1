interface GroupedFigure {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly value: number
}

/** Figures under their headings, both in the order the report gives them. */
export function figureGroups<F extends GroupedFigure>(figures: readonly F[]): { name: string; figures: F[] }[] {
  const groups = new Map<string, F[]>()
  for (const figure of figures) groups.set(figure.group, [...(groups.get(figure.group) ?? []), figure])
  return [...groups].map(([name, members]) => ({ name, figures: members }))
}
