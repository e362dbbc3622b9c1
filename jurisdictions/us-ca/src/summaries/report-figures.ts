import type { Figure } from '@cmr/jurisdiction'

/** A report as a summary of this package makes it: numbers, and maps of counts. */
type Report = Readonly<Record<string, unknown>>

function countsIn(report: Report, key: string): Readonly<Record<string, number>> {
  // Safe: callers name members their own `report` makes as maps of counts.
  return (report[key] ?? {}) as Readonly<Record<string, number>>
}

/** Turns members of a report into labelled figures. */
export function figuresOf(report: Report) {
  const figure = (group: string, id: string, label: string, value: number): Figure => ({ id, group, label, value })
  return {
    /** A member that is a number. */
    one: (group: string, id: string, label: string): Figure => figure(group, id, label, Number(report[id] ?? 0)),
    /** Every count of a member that is a map. */
    many: (group: string, key: string, label: (name: string) => string): Figure[] =>
      Object.entries(countsIn(report, key)).map(([name, value]) => figure(group, `${key}.${name}`, label(name), value)),
    /** Counts of a map by name, in the order of `labels`; 0 where there is none. */
    named: (group: string, key: string, labels: Readonly<Record<string, string>>): Figure[] =>
      Object.entries(labels).map(([name, label]) =>
        figure(group, `${key}.${name}`, label, countsIn(report, key)[name] ?? 0),
      ),
  }
}
