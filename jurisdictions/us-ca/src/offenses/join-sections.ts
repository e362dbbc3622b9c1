import type { OffenseCode, OffensePrefix } from './offense-code.ts'
import type { ScannedSection } from './scan-sections.ts'

/** A section on its way to an `OffenseCode`: joined ones share their code letters. */
interface Part {
  readonly scanned: ScannedSection
  code: string | undefined
  prefix: OffensePrefix | undefined
}

const PREFIXES: Readonly<Record<string, OffensePrefix>> = {
  '664': 'attempt',
  '182': 'conspiracy',
  '653F': 'solicitation',
  '32': 'accessory',
}

const MARIJUANA = /^(?:1135[789]|11360)$/
const JOINED = /^\s*(?:[/+\-.,&|;]|AND|OR)\s*$/
const LABEL = /^[^A-Z0-9]*(?:(?:COM|CHRG|CHG|CHARGE|CHARGED)[^A-Z0-9]*)*$/
/** A text may end, or go on with a description, after a section without code letters. */
const NOTHING_MORE = /^[\s.)]*(?:$|-\s*(?:$|[^\d\s]))/

function prefixOf(scanned: ScannedSection): OffensePrefix | undefined {
  return PREFIXES[scanned.section]
}

function areJoined(text: string, before: ScannedSection, next: ScannedSection): boolean {
  const gap = text.slice(before.end, next.start)
  if (JOINED.test(gap)) return true
  const isBlank = gap.trim() === ''
  return isBlank && (before.after.length > 0 ? next.after.length > 0 : prefixOf(before) !== undefined)
}

function grouped(text: string, sections: readonly ScannedSection[]): Part[][] {
  const groups: Part[][] = []
  let previous: ScannedSection | undefined
  for (const scanned of sections) {
    const part: Part = { scanned, code: scanned.before ?? scanned.after[0], prefix: undefined }
    const group = groups.at(-1)
    if (group !== undefined && previous !== undefined && areJoined(text, previous, scanned)) group.push(part)
    else groups.push([part])
    previous = scanned
  }
  return groups
}

/** `182/11360 PC HS`: as many code letters as sections, one each. */
function dealCodes(group: readonly Part[], last: number): void {
  const { after } = group[last]?.scanned ?? { after: [] }
  const first = last - after.length + 1
  if (after.length < 2 || first < 0) return
  const dealt = group.slice(first, last + 1)
  if (dealt.slice(0, -1).some((part) => part.code !== undefined)) return
  dealt.forEach((part, index) => (part.code = after[index]))
}

/** Code letters hold for the sections joined before them, and those before a section also for the ones joined after it. */
function shareCodes(group: readonly Part[]): void {
  for (let i = group.length - 1; i >= 0; i--) dealCodes(group, i)
  for (let i = group.length - 2; i >= 0; i--) {
    const part = group[i]
    if (part !== undefined) part.code ??= group[i + 1]?.code
  }
  for (let i = 1; i < group.length; i++) {
    const part = group[i]
    const before = group[i - 1]
    if (part !== undefined && before?.scanned.before !== undefined) part.code ??= before.code
  }
}

/** Numbers joined to sections that are none: the count in `01-11357 HS`, the weight in `11357(C) HS-28.5 GRAMS`. */
function withoutStrays(group: readonly Part[]): Part[] {
  const isCoded = group.some((part) => part.code !== undefined)
  return group.filter(({ scanned: { section }, code }) => {
    if (section.length === 1 || section.startsWith('0')) return false
    return !isCoded || code !== undefined || MARIJUANA.test(section)
  })
}

/** Turns `664/187` and `187-664` into an attempt. A prefix section alone stays what it is. */
function withPrefixes(group: readonly Part[]): Part[] {
  const kept: Part[] = []
  let pending: OffensePrefix | undefined
  group.forEach((part, index) => {
    const prefix = prefixOf(part.scanned)
    const previous = kept.at(-1)
    if (prefix !== undefined && index < group.length - 1) {
      pending ??= prefix
    } else if (prefix === 'attempt' && previous !== undefined) {
      previous.prefix ??= 'attempt'
    } else {
      part.prefix = pending
      pending = undefined
      kept.push(part)
    }
  })
  return kept
}

function isCoded(group: readonly Part[]): boolean {
  return group.some((part) => part.code !== undefined)
}

function isMarijuana(group: readonly Part[]): boolean {
  return group.every(({ scanned }) => MARIJUANA.test(scanned.section))
}

/** Sections without any code letters, when the text is made of them: `11530`, `187(A)-MURDER`. Not `555-1135`. */
function isWholeText(text: string, group: readonly Part[]): boolean {
  const first = group[0]?.scanned
  const last = group.at(-1)?.scanned
  if (first === undefined || last === undefined) return false
  const hasSectionForm = group.every(({ scanned }) => /^\d{3}/.test(scanned.section))
  const isNumberList = group.length > 1 && /\d\s*-\s*\d/.test(text.slice(first.start, last.end))
  return (
    hasSectionForm && !isNumberList && LABEL.test(text.slice(0, first.start)) && NOTHING_MORE.test(text.slice(last.end))
  )
}

function toCode({ scanned, code, prefix }: Part, mentioned: boolean): OffenseCode {
  return Object.freeze({ prefix, section: scanned.section, path: Object.freeze(scanned.path), code, mentioned })
}

/** A lone `182 PC` before a description that names a section: the person conspired to commit that. */
function applyLonePrefix(groups: Part[][]): Part[][] {
  const [first, second, ...others] = groups
  const lone = first?.length === 1 ? first[0] : undefined
  const prefix = lone === undefined ? undefined : prefixOf(lone.scanned)
  const target = second?.[0]
  if (second === undefined || target === undefined || prefix === undefined) return groups
  target.prefix ??= prefix
  return [second, ...others]
}

/** Makes codes of the sections of an evened-out text. The first group of joined sections is the charge. */
export function joinSections(text: string, sections: readonly ScannedSection[]): OffenseCode[] {
  const groups = grouped(text, sections).flatMap((group) => {
    shareCodes(group)
    const parts = withPrefixes(withoutStrays(group))
    return parts.length === 0 ? [] : [parts]
  })
  const [first] = groups
  const sure = groups.filter((group) => isCoded(group) || isMarijuana(group))
  const kept = sure.length === 0 && first !== undefined && isWholeText(text, first) ? [first] : sure
  return applyLonePrefix(kept).flatMap((group, index) => group.map((part) => toCode(part, index > 0)))
}
