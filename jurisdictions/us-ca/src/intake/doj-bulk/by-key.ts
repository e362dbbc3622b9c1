/**
 * What the rows of a person name by a key: counts, steps, cycles. Files name keys in ascending order, and as long as they
 * do, a key is the last one or a new one and nothing is hashed.
 */
export class ByKey<T extends { readonly key: string }> {
  private readonly entries: T[] = []
  private highest: T | undefined
  /** Made for the first key that is out of order. */
  private hashed: Map<string, T> | undefined

  get(key: string): T | undefined {
    const { highest } = this
    if (highest === undefined || key > highest.key) return undefined
    if (key === highest.key) return highest
    this.hashed ??= new Map(this.entries.map((entry) => [entry.key, entry]))
    return this.hashed.get(key)
  }

  /** Adds an entry whose key is new, and gives it back. */
  add(entry: T): T {
    this.entries.push(entry)
    this.hashed?.set(entry.key, entry)
    if (this.highest === undefined || entry.key > this.highest.key) this.highest = entry
    return entry
  }

  clear(): void {
    this.entries.length = 0
    this.highest = undefined
    this.hashed = undefined
  }
}
