import { findFormat } from '@cmr/engine'
import { cutRows, subjectKeyOf } from '@cmr/intake'
import type { Determination, Jurisdiction, Ruleset } from '@cmr/jurisdiction'
import type { Subject } from '@cmr/record'
import { type EvaluatedText, evaluateText } from './evaluate-text.ts'

/** The day samples are evaluated as of: a leap day, where counting years goes wrong first. */
export const SAMPLE_DAY = '2024-02-29'

/** A ruleset with everything needed to evaluate a sample of its format's own invention. */
export class Sample {
  readonly county: string
  readonly text: string

  constructor(
    readonly jurisdiction: Jurisdiction,
    readonly ruleset: Ruleset,
    rows = 400,
  ) {
    this.county = jurisdiction.counties[0]?.name ?? ''
    const { synthesize } = findFormat(jurisdiction, ruleset)
    this.text = [...(synthesize?.({ county: this.county, rows, seed: 1 }) ?? [])].join('')
  }

  /** Evaluates the sample, or another text, under these options. */
  evaluate(options: unknown, text = this.text): EvaluatedText {
    const { jurisdiction, county, ruleset } = this
    const profile = ruleset.profile === undefined ? {} : { profile: ruleset.profile }
    return evaluateText({ jurisdiction, ruleset: ruleset.id, ...profile, text, options, county, asOf: SAMPLE_DAY })
  }

  /** The sample's people, as the ruleset gathers them. */
  people(): readonly Subject[] {
    return this.evaluate(this.defaultOptions()).people.map(({ subject }) => subject)
  }

  defaultOptions(): unknown {
    return Object.values(this.ruleset.presets)[0]?.options
  }

  /** The header, if there is one, and the rows of each person, in the order of the sample. */
  rowsByPerson(): { readonly header: string; readonly rows: readonly (readonly string[])[] } {
    const { layout } = findFormat(this.jurisdiction, this.ruleset)
    const lines = this.text.split(/(?<=\n)/)
    const header = lines[0]?.startsWith(layout.headerPrefix) === true ? (lines.shift() ?? '') : ''
    const people = new Map<string, string[]>()
    for (const line of lines) {
      const key = subjectKeyOf(layout, cutRows(layout, line, { row: 0, line: 1 }).entry(0))
      const rows = people.get(key)
      if (rows === undefined) people.set(key, [line])
      else rows.push(line)
    }
    return { header, rows: [...people.values()] }
  }
}

/** What each person's charges came to, by the source's key of the person. */
export function answersByPerson({
  people,
}: EvaluatedText): ReadonlyMap<string, readonly (Determination | undefined)[]> {
  return new Map(people.map(({ subject, determinations }) => [subject.key, determinations]))
}
