import { ALL_CODES, MAJOR_CODES } from './offense-text.ts'
import { sectionLetters } from './lettered-sections.ts'

/** A number in a text that has the form of a section, with the code letters written beside it. */
export interface ScannedSection {
  readonly section: string
  readonly path: readonly string[]
  /** Letters before the number: `HS 11359`. They hold for what is joined to it as well. */
  readonly before: string | undefined
  /** Letters after it, mostly one: `182/11360 PC HS` has two. */
  readonly after: readonly string[]
  /** Where it begins in the text, and where it ends, its code letters included. */
  readonly start: number
  readonly end: number
}

const MAJOR = MAJOR_CODES.join('|')
const ELEMENT = 'AA|BB|CC|DD|[IVX]{2,4}|[A-Z]|\\d{1,2}'

/** Number, letters and digits right after it, then subdivisions; a closing parenthesis may be missing. */
const SECTION = new RegExp(
  '(?<![\\dA-Z]|\\d\\.)(\\d{1,6}(?:\\.\\d{1,3}(?!\\d))?)(?!\\d)([A-Z]*)(\\d{0,2}(?!\\d))' +
    `((?:\\s*\\(\\s*(?:${ELEMENT})(?:\\s*\\)|(?=[^A-Z]|$))\\d{0,2}(?!\\d))*)`,
  'g',
)
const CODE_AFTER = new RegExp(`[\\s.,)]*(?:[-/]\\s*(?=${MAJOR}))?(${ALL_CODES.join('|')})(?![A-Z0-9&])`, 'y')
const CODE_BEFORE = new RegExp(`(?<![A-Z0-9])(${MAJOR})(?:\\s+CODE)?(?:\\s+SEC(?:TION|\\.)?)?[^A-Z0-9]{0,4}$`)
/** Long enough for the letters of a code and the words between it and its section. */
const BEFORE_REACH = 24

/** Takes code letters off the end of what was written against a number: `AHS` is subdivision A of the code HS. */
function attachedCode(number: string, letters: string): string | undefined {
  const code = letters.slice(-2)
  if (MAJOR_CODES.some((major) => major === code)) return code
  return letters === code && number.length >= 3 && ALL_CODES.includes(code) ? code : undefined
}

/** Letters and digits right after a number, as part of the section or as subdivisions; undefined for a word. */
function readSuffix(number: string, letters: string, digits: string): [section: string, path: string[]] | undefined {
  const own = sectionLetters(number, letters)
  const rest = letters.slice(own.length)
  const isSubdivision = rest.length <= 1 || (rest.length === 2 && rest[0] === rest[1])
  if (!isSubdivision || (rest === '' && own === '' && digits !== '')) return undefined
  return [number + own, [rest, digits].filter((element) => element !== '')]
}

function codesAfter(text: string, from: number, isNumberNext: (at: number) => boolean): [codes: string[], end: number] {
  const codes: string[] = []
  let end = from
  for (;;) {
    CODE_AFTER.lastIndex = end
    const found = CODE_AFTER.exec(text)
    if (found === null || isNumberNext(CODE_AFTER.lastIndex)) return [codes, end]
    codes.push(found[1] ?? '')
    end = CODE_AFTER.lastIndex
  }
}

/** `266J.11` is no section: decimals come before letters. */
const DECIMAL = /^\.\d{1,2}(?!\d)/

function partsOf(match: RegExpExecArray) {
  const [whole, number = '', run = '', digits = '', subdivisions = ''] = match
  return [whole, number, run, digits, subdivisions] as const
}

/** A number, after any blanks. Sticky: looks from where it is told. */
const NUMBER = /\s*\d/y

function isNumberAt(text: string, at: number): boolean {
  NUMBER.lastIndex = at
  return NUMBER.test(text)
}

function readMatch(text: string, match: RegExpExecArray, previousEnd: number): ScannedSection | undefined {
  const [whole, number, run, digits, subdivisions] = partsOf(match)
  const start = match.index
  const attached = digits === '' ? attachedCode(number, run) : undefined
  const suffix = readSuffix(number, attached === undefined ? run : run.slice(0, -2), digits)
  const rest = start + whole.length
  if (suffix === undefined || (run !== '' && DECIMAL.test(text.slice(rest, rest + 4)))) return undefined
  const before = CODE_BEFORE.exec(text.slice(Math.max(previousEnd, start - BEFORE_REACH), start))?.[1]
  const isNumberNext = (at: number) => before !== undefined && isNumberAt(text, at)
  const [after, end] = codesAfter(text, rest, isNumberNext)
  return {
    section: suffix[0],
    path: [...suffix[1], ...(subdivisions.match(/[A-Z]+|\d+/g) ?? [])],
    before,
    after: attached === undefined ? after : [attached, ...after],
    start,
    end,
  }
}

/** All numbers of an evened-out text that could be sections, in order. Most are not: weights, ages, counts. */
export function scanSections(text: string): readonly ScannedSection[] {
  const scanned: ScannedSection[] = []
  for (const match of text.matchAll(SECTION)) {
    const found = readMatch(text, match, scanned.at(-1)?.end ?? 0)
    if (found !== undefined) scanned.push(found)
  }
  return scanned
}
