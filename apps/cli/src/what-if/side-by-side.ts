import type { VariantFigures } from './evaluate-options.ts'

/** One figure under every set of options. */
export interface FigureRow {
  readonly id: string
  readonly group: string
  readonly label: string
  /** In the order of the variants; 0 where a variant's report does not name the figure. */
  readonly values: readonly number[]
  /** The same, less the first. */
  readonly differences: readonly number[]
}

/** Figures of several variants by figure, in the order in which reports name them. */
export function sideBySide(variants: readonly VariantFigures[]): FigureRow[] {
  const rows = new Map<string, { id: string; group: string; label: string; values: number[] }>()
  variants.forEach(({ figures }, column) => {
    for (const { id, group, label, value } of figures) {
      let row = rows.get(id)
      if (row === undefined) rows.set(id, (row = { id, group, label, values: variants.map(() => 0) }))
      row.values[column] = value
    }
  })
  const groups = [...new Set([...rows.values()].map(({ group }) => group))]
  const ordered = groups.flatMap((group) => [...rows.values()].filter((row) => row.group === group))
  return ordered.map((row) => ({ ...row, differences: row.values.map((value) => value - (row.values[0] ?? 0)) }))
}

const SMALLEST_LABEL = 24

function letter(column: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + column)
}

function difference(value: number): string {
  return value === 0 ? '=' : `${value > 0 ? '+' : '−'}${Math.abs(value).toLocaleString('en-US')}`
}

/** A table for a terminal of that many columns: a letter for each variant, each with its difference to the first. */
export function sideBySideText(
  variants: readonly VariantFigures[],
  rows: readonly FigureRow[],
  columns: number,
): string {
  const cells = rows.map(({ values, differences }) =>
    values.map((value, i) => value.toLocaleString('en-US') + (i === 0 ? '' : ` (${difference(differences[i] ?? 0)})`)),
  )
  const widths = variants.map((_, i) => Math.max(1, ...cells.map((row) => row[i]?.length ?? 0)))
  const taken = widths.reduce((sum, width) => sum + width + 2, 0)
  const longest = Math.max(...rows.map(({ label }) => label.length + 2))
  const labelWidth = Math.max(SMALLEST_LABEL, Math.min(longest, columns - taken))
  const line = (label: string, row: readonly string[]): string => {
    const shown = label.length > labelWidth ? label.slice(0, labelWidth - 1) + '…' : label.padEnd(labelWidth)
    return `${shown}${row.map((cell, i) => '  ' + cell.padStart(widths[i] ?? 0)).join('')}`.trimEnd()
  }
  const legend = variants.map(({ id, label }, i) => `${letter(i)}  ${label === id ? id : `${label} (${id})`}`)
  const lines = [
    ...legend,
    '',
    line(
      '',
      variants.map((_, i) => letter(i)),
    ),
  ]
  let group: string | undefined
  rows.forEach((row, i) => {
    if (row.group !== group) lines.push(row.group)
    group = row.group
    lines.push(line(`  ${row.label}`, cells[i] ?? []))
  })
  return lines.join('\n') + '\n'
}
