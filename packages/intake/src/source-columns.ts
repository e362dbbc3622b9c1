import { badInput } from './bad-input.ts'
import type { Layout } from './layout.ts'
import { afterQuoted } from './quoted.ts'

/** Where a file has the columns of its layout. */
export interface SourceColumns {
  /** Fields of a row. */
  readonly width: number
  /** For each column of the layout its 0-based field, -1 where the file has none. Undefined: each at its own place. */
  readonly from: readonly number[] | undefined
  /** Whether a row may have one more field, an empty one, as the header has. */
  readonly spare: boolean
  /** Names of the layout's columns that the file does not have. */
  readonly missing: readonly string[]
}

/** So many names of the layout make a first line a header; no record holds any of them. */
const NAMES_OF_A_HEADER = 2

/** The columns of a file without a header: each at its own place. */
export function columnsByPosition(layout: Layout): SourceColumns {
  return { width: layout.columns.length, from: undefined, spare: false, missing: [] }
}

/** A name as it is compared: without case, quotes, blanks and underscores. */
function plainName(name: string): string {
  return name.replace(/["\s_]/g, '').toUpperCase()
}

/** The names of a header line, plain, in order. A comma in quotes does not end a name. */
function namesOf(line: string): string[] {
  const names: string[] = []
  let start = 0
  while (start <= line.length) {
    const quoted = line[start] === '"' ? afterQuoted(line, start) : start
    const comma = line.indexOf(',', quoted)
    const end = comma === -1 ? line.length : comma
    names.push(plainName(line.slice(start, end)))
    start = end + 1
  }
  return names
}

/** Field of each column of the layout: by its own name, else by an alias that names no other column. */
function findColumns({ columns, aliases }: Layout, names: readonly string[]): number[] {
  const own = columns.map((column) => names.indexOf(plainName(column)))
  const taken = new Set(own)
  return own.map((found, column) => {
    if (found !== -1) return found
    const others = aliases[columns[column] ?? ''] ?? []
    const alias = others.map((other) => names.indexOf(plainName(other))).find((at) => at !== -1 && !taken.has(at))
    if (alias === undefined) return -1
    taken.add(alias)
    return alias
  })
}

/**
 * Reads a first line, without its end, as a header: columns are found by name, so they may have moved, and there may be
 * more or fewer. Names are compared without case, quotes, blanks and underscores; `layout.aliases` counts too. A header
 * may end in one empty name. Undefined when the line is no header.
 *
 * Throws VALIDATION when a column of `layout.essential` has no name in it (`missing-columns`), or one of `layout.keeps`
 * has several (`repeated-columns`). `lineNumber` is the header's, 1-based.
 */
export function readHeader(layout: Layout, line: string, lineNumber: number): SourceColumns | undefined {
  const names = namesOf(line)
  const found = findColumns(layout, names)
  if (found.filter((at) => at !== -1).length < NAMES_OF_A_HEADER) return undefined
  const nameOf = (column: number): string => layout.columns[column] ?? ''
  const missing = layout.essential.filter((column) => found[column] === -1)
  if (missing.length > 0) throw badInput('missing-columns', lineNumber, { columns: missing.map(nameOf) })
  const repeated = layout.keeps.filter((column) => {
    const at = found[column] ?? -1
    return at !== -1 && names.indexOf(names[at] ?? '', at + 1) !== -1
  })
  if (repeated.length > 0) throw badInput('repeated-columns', lineNumber, { columns: repeated.map(nameOf) })
  const spare = names.at(-1) === ''
  const width = spare ? names.length - 1 : names.length
  const isIdentity = width === layout.columns.length && found.every((at, column) => at === column)
  return {
    width,
    from: isIdentity ? undefined : found,
    spare,
    missing: layout.columns.filter((_, column) => found[column] === -1),
  }
}
