import { type Entry, type Layout, subjectKeyOf } from './layout.ts'
import { trimSpace } from './space.ts'

/**
 * All keys of the person of a row of a record set: the source's own, without white space around it, and those the format
 * finds. Keys are opaque; equal means the same person. None when the row names nobody.
 */
export function personKeysOf(
  layout: Layout,
  personKeys: (fields: readonly string[]) => readonly string[],
  entry: Entry,
): string[] {
  const own = trimSpace(subjectKeyOf(layout, entry))
  const others = personKeys(entry.fields)
  return own === '' ? [...others] : [`source:${own}`, ...others]
}

/** Who is one person: keys that stand on one row, and those that share one of them, and so on. */
export class PersonUnion {
  private readonly memberOfKey = new Map<string, number>()
  private readonly parents: number[] = []

  /** Joins the keys of a row. Returns a member of their group; ask `groupOf` when all rows are in. */
  add(keys: readonly string[]): number {
    const first = this.memberOf(keys[0])
    for (let i = 1; i < keys.length; i++) {
      const a = this.groupOf(first)
      const b = this.groupOf(this.memberOf(keys[i]))
      // The group that appeared first keeps its number.
      if (a !== b) this.parents[Math.max(a, b)] = Math.min(a, b)
    }
    return first
  }

  /** How many members there are; they and their groups are numbered from 0. */
  get members(): number {
    return this.parents.length
  }

  /** Number of a member's group: equal for one person. Groups are numbered, with gaps, in order of first appearance. */
  groupOf(member: number): number {
    let at = member
    for (let parent = this.parents[at] ?? at; parent !== at; parent = this.parents[at] ?? at) {
      this.parents[at] = this.parents[parent] ?? parent
      at = parent
    }
    return at
  }

  /** A row without keys is nobody's but its own. */
  private memberOf(key: string | undefined): number {
    const known = key === undefined ? undefined : this.memberOfKey.get(key)
    if (known !== undefined) return known
    const member = this.parents.length
    this.parents.push(member)
    if (key !== undefined) this.memberOfKey.set(key, member)
    return member
  }
}
