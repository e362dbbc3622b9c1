import { type Entry, personKeysOf, subjectKeyOf } from '@cmr/intake'
import type { IntakeFormat, Ruleset } from '@cmr/jurisdiction'

/** No key of a record set holds it: rows with binary zeros are set aside. */
const END = '\0'

/**
 * All keys of the person of a row as one text, so that equal text means the same person without a second look. Where a
 * file stands alone, the source's own key, exactly as it stands.
 */
export function keyText({ layout, personKeys }: IntakeFormat, gathers: Ruleset['gathers'], entry: Entry): string {
  return gathers === 'file' ? subjectKeyOf(layout, entry) : personKeysOf(layout, personKeys, entry).join(END)
}

/** The keys in such a text of a record set; rows that share one are one person's. */
export function keysIn(text: string): string[] {
  return text.split(END)
}
