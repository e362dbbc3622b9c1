/** How a person took part in the offense named after it: PC 664, 182, 653f and 32, written before another section. */
export type OffensePrefix = 'attempt' | 'conspiracy' | 'solicitation' | 'accessory'

/** A section of a California code, as a text names it. */
export interface OffenseCode {
  readonly prefix: OffensePrefix | undefined
  /** Number with the letters that belong to it, upper case: `11357`, `11357.5`, `273AB`. */
  readonly section: string
  /** Subdivisions, upper case: `288(B)(1)` has `['B', '1']`. */
  readonly path: readonly string[]
  /** Two letters such as `HS`; undefined when the text gives none. */
  readonly code: string | undefined
  /** Named in the description only, so not what the person was charged with: `4149 BP PROB VIOL: 11359 HS`. */
  readonly mentioned: boolean
}

const PREFIX_SECTIONS: Readonly<Record<OffensePrefix, string>> = {
  attempt: '664',
  conspiracy: '182',
  solicitation: '653F',
  accessory: '32',
}

/** As a rap sheet writes it: `664/11359 HS`, `288(B)(1) PC`. */
export function formatCode({ prefix, section, path, code }: OffenseCode): string {
  const before = prefix === undefined ? '' : `${PREFIX_SECTIONS[prefix]}/`
  const subdivisions = path.map((element) => `(${element})`).join('')
  return before + section + subdivisions + (code === undefined ? '' : ` ${code}`)
}
