import { joinSections } from './join-sections.ts'
import type { OffenseCode } from './offense-code.ts'
import { evenedOut } from './offense-text.ts'
import { scanSections } from './scan-sections.ts'

/**
 * All sections an offense text names, in order; empty when it names none. Never throws. The answer is frozen. Numbers are
 * taken for sections when code letters stand beside them, when they are one of the four marijuana sections, or when the
 * text consists of them. Reads the text anew each time: see `readOffenseText` for many.
 */
export function parseOffense(text: string): readonly OffenseCode[] {
  const even = evenedOut(text)
  return Object.freeze(joinSections(even, scanSections(even)))
}
