/**
 * The text patterns of the original tools (2019), kept as they were: case-sensitive, un-anchored, one space before
 * the code. Each matches anywhere in the code text, so `137 PC` counts as `37 PC` (D9). Never to be used by a
 * ruleset that follows the law.
 */

/** Left-most of the four sections; no code suffix needed, so `11357.5` matches too (D9). */
const PROP_64_SECTION = /1135[789]|11360/

/** Crimes that count as superstrikes together with the gang enhancement. */
const ENHANCEABLE = '(?:136\\.1|215|213\\(A\\)\\(1\\)\\(A\\)|246|519|12022\\.55)'
const GANG_ENHANCEMENT = '186\\.22\\(B\\)\\(4\\)'
const ENHANCEABLE_ALONE = new RegExp(`${ENHANCEABLE} PC`)
const GANG_ENHANCEMENT_ALONE = new RegExp(`${GANG_ENHANCEMENT} PC`)

/** Sections of Penal Code § 667(e)(2)(C)(iv), as supplied by Los Angeles in 2019. */
const SUPERSTRIKE = new RegExp(
  [
    '(?:' +
      [
        '37|128|187|188|189(?:\\.[15])?',
        '190(?:\\.\\d{1,2})?(?:\\([^\\n]*\\))?',
        '191(?:\\.5)?|205|207|209(?:\\.5)?|217\\.1|218|219|220',
        '245\\(D\\)\\(3\\)',
        '26[12](?:\\([^\\n]*\\))?',
        '264\\.1|269',
        '273AB(?:\\([^\\n]*\\))?',
        '286|286\\(C\\)\\([123]\\)(?:\\([ABC]\\))?|286\\(D\\)\\([123]\\)',
        '287',
        '288|288\\(A\\)|288\\(B\\)\\([12]\\)',
        '288A|288A\\(D\\)|288A\\(C\\)\\(1\\)|288A\\(C\\)\\(2\\)\\([ABC]\\)',
        '288\\.5(?:\\(A\\))?',
        '289|289\\(J\\)|289\\(A\\)\\(1\\)\\([ABC]\\)|289\\(A\\)\\(2\\)\\(C\\)',
        '451\\.5|653F|667\\.61|667\\.7|667\\.71|4500',
        '11418\\(A\\)\\(1\\)|11418\\(B\\)\\([12]\\)',
        '12308|12310|18745|18755',
      ].join('|') +
      ') PC',
    '1672\\(A\\) MV',
    // A gang enhancement and one of six crimes in the same text, in either order.
    `${ENHANCEABLE}[^\\n]*${GANG_ENHANCEMENT} PC`,
    `${GANG_ENHANCEMENT}[^\\n]*${ENHANCEABLE} PC`,
  ].join('|'),
)

/** Sections that require registration under Penal Code § 290, by the Los Angeles list of 2019-05-16 (gaps kept: D12). */
const REGISTRABLE = new RegExp(
  [
    '236\\.1\\([BC]\\)[^\\n]* PC',
    '243\\.4[^\\n]* PC',
    '26[19](?:[(.A-Za-z][^\\n]*)? PC',
    '262\\(A\\)(?:\\(1\\))? PC',
    '264\\.1(?:\\([^\\n]*)? PC',
    '266[CJ]? PC',
    '266[HI]\\(B\\)[^\\n]* PC',
    '(?:267|272|285|287|288) PC',
    '28[69][^.]* PC',
    '288A[^\\n]* PC',
    '288\\.[23457][^\\n]* PC',
    '311\\.1[^\\n]* PC',
    '311\\.2\\([BCD]\\) PC',
    '311\\.(?:3|4|10|11)[^\\n]* PC',
    '314\\([12]\\) PC',
    '451\\.5 PC',
    '647\\.6[^\\n]* PC',
    '647A[^\\n]* PC',
    '653F\\([BC]\\) PC',
  ].join('|'),
)

/** The Prop 64 section a text names first, such as `11358`; undefined when it names none. */
export function prop64Section(text: string): string | undefined {
  return PROP_64_SECTION.exec(text)?.[0]
}

/** The upper-case subdivision letter of the first `11357(A)` … `11357(D)` in a text. */
export function section11357Letter(text: string): string | undefined {
  return /11357\(([A-D])\)/.exec(text)?.[1]
}

export function isSuperstrike(text: string): boolean {
  return SUPERSTRIKE.test(text)
}

export function isRegistrable(text: string): boolean {
  return REGISTRABLE.test(text)
}

/**
 * Charges that were often filed beside a marijuana charge: the pilots' list, without subdivisions (D11), 647(f) in lower
 * case only (D10), blanks before the code optional.
 */
const RELATED_CHARGE =
  /(?:647\(f\)|602|466|148\.9|148)[\t\n\f\r ]*PC|(?:11364|11550)[\t\n\f\r ]*HS|(?:4140|4149|4060)[\t\n\f\r ]*BP|40508[\t\n\f\r ]*VC|1320[^\d.][^.]*PC/

/** The first related charge in a text, as it is written there: `602PC` as well as `602 PC`. */
export function relatedCharge(text: string): string | undefined {
  return RELATED_CHARGE.exec(text)?.[0]
}

/** Whether a text names one of the crimes that are superstrikes together with the gang enhancement of the same case. */
export function isGangEnhanceable(text: string): boolean {
  return ENHANCEABLE_ALONE.test(text)
}

export function isGangEnhancement(text: string): boolean {
  return GANG_ENHANCEMENT_ALONE.test(text)
}
