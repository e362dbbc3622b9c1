import { subjectKeyOf } from '@cmr/intake'
import type { IntakeEntry, IntakeFormat } from '@cmr/jurisdiction'

/** A row of a batch as a key: number of the file and of the row. */
export function placeOf({ file, row }: { readonly file: number; readonly row: number }): string {
  return `${file}:${row}`
}

export function entriesByPlace(entries: readonly IntakeEntry[]): Map<string, IntakeEntry> {
  return new Map(entries.map((entry) => [placeOf(entry), entry]))
}

/** A person's rows as software finds them that takes each file alone: by file and the source's own key, exactly. */
export function splitBySource({ layout }: IntakeFormat, entries: readonly IntakeEntry[]): IntakeEntry[][] {
  const groups = new Map<string, IntakeEntry[]>()
  for (const entry of entries) {
    const key = `${entry.file}:${subjectKeyOf(layout, entry)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return [...groups.values()]
}
