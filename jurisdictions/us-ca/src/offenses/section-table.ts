/** What a table says of a section or one of its subdivisions, written as the law cites it: `286(c)(1)`. */
export type SectionLine<T> = readonly [sections: string, value: T]

interface Entry<T> {
  readonly path: readonly string[]
  readonly value: T
}

/** `286(c)(1)` as section and upper-case path. */
function cut(cite: string): [section: string, path: string[]] {
  const [section = '', ...path] = cite.toUpperCase().split(/[()]+/)
  return [section, path.filter((element) => element !== '')]
}

function isPrefix(head: readonly string[], path: readonly string[]): boolean {
  return head.length <= path.length && head.every((element, index) => element === path[index])
}

/** A table of sections, each line naming several separated by blanks. The most specific entry answers. */
export class SectionTable<T> {
  private readonly entries = new Map<string, Entry<T>[]>()

  constructor(lines: readonly SectionLine<T>[]) {
    for (const [sections, value] of lines) {
      for (const cite of sections.split(' ')) {
        const [section, path] = cut(cite)
        const entries = this.entries.get(section) ?? []
        entries.push({ path, value })
        entries.sort((a, b) => b.path.length - a.path.length)
        this.entries.set(section, entries)
      }
    }
  }

  /** The value of the longest listed subdivision the path lies in, or of the section; undefined when neither is listed. */
  find(section: string, path: readonly string[]): T | undefined {
    return this.entries.get(section)?.find((entry) => isPrefix(entry.path, path))?.value
  }
}
