/** Counts by a name. Plain JSON. */
export type Counts = Record<string, number>

export function increment(counts: Counts, key: string, by = 1): void {
  counts[key] = (counts[key] ?? 0) + by
}

export function addCounts(into: Counts, from: Readonly<Counts>): void {
  for (const [key, count] of Object.entries(from)) increment(into, key, count)
}

export function totalOf(counts: Readonly<Counts>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

/** The same counts with their names in order of text. */
export function sorted(counts: Readonly<Counts>): Counts {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Counts by two names, the outer one first. */
export type NestedCounts = Record<string, Counts>

export function incrementNested(counts: NestedCounts, outer: string, inner: string): void {
  increment((counts[outer] ??= {}), inner)
}

export function addNested(into: NestedCounts, from: Readonly<NestedCounts>): void {
  for (const [outer, counts] of Object.entries(from)) addCounts((into[outer] ??= {}), counts)
}

export function sortedNested(counts: Readonly<NestedCounts>): NestedCounts {
  return Object.fromEntries(
    Object.entries(counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([outer, inner]) => [outer, sorted(inner)]),
  )
}
