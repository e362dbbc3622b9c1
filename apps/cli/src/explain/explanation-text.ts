import type { Citation } from '@cmr/jurisdiction'
import { type DecidingCheck, decidingChecks, type FactView } from './condition-view.ts'
import type { ConvictionPlace, ConvictionView, LayerView, PersonView, RuleView, TriedRule } from './explanation-view.ts'
import { wrapText } from './wrap-text.ts'

/** Longer lines are hard to read. */
const WIDEST = 100

/** What the rules were. */
export interface RunView {
  readonly jurisdiction: string
  readonly version: string
  readonly ruleset: string
  readonly profile: string | null
  readonly title: string
  readonly county: string
  readonly asOf: string
  /** Where the office's options come from. */
  readonly options: string
}

/** Lines of text, wrapped. */
class Page {
  private readonly lines: string[] = []

  constructor(private readonly width: number) {}

  add(indent: number, text: string, hang = indent + 2): void {
    this.lines.push(wrapText(text, this.width, indent, hang))
  }

  gap(): void {
    this.lines.push('')
  }

  toString(): string {
    return this.lines.join('\n') + '\n'
  }
}

/** Explanations for a person at a terminal of that many columns. */
export function explanationText(run: RunView, people: readonly PersonView[], columns: number): string {
  const page = new Page(Math.max(40, Math.min(columns, WIDEST)))
  const rules = run.profile === null ? run.ruleset : `${run.ruleset}, profile ${run.profile}`
  page.add(
    0,
    `${run.title} (${rules}, version ${run.version}), ${run.county}, as of ${run.asOf}, options: ${run.options}.`,
  )
  for (const view of people) addPerson(page, view)
  return page.toString()
}

function addPerson(page: Page, { person, convictions, outOfScope }: PersonView): void {
  page.gap()
  const born = person.bornOn === null ? 'day of birth not in the file' : `born ${person.bornOn}`
  page.add(0, `${person.key}: ${person.name === '' ? 'no name in the file' : person.name}, ${born}`)
  for (const { file, lines } of person.lines) page.add(2, `${lineWords(lines)} of ${file}`)
  page.add(2, person.joinedBy)
  if (convictions.length === 0) page.add(2, 'These rules apply to no conviction of this person.')
  convictions.forEach((conviction, i) => addConviction(page, conviction, i + 1))
  if (outOfScope.length === 0) return
  page.gap()
  page.add(0, 'Convictions these rules do not apply to:')
  for (const place of outOfScope) page.add(2, placeWords(place))
}

function addConviction(page: Page, conviction: ConvictionView, number: number): void {
  page.gap()
  page.add(0, `${number}. ${placeWords(conviction)}`, 3)
  page.add(3, `Answer: ${sentence(conviction.answer)}`)
  addLayer(page, 'The statute compels', conviction.statute)
  addPolicy(page, conviction)
  if (conviction.procedure !== null) {
    page.add(
      3,
      `How it is asked for: ${sentence(conviction.procedure.label)}${citationWords(conviction.procedure.citations)}`,
    )
  }
  page.add(3, 'Rules tried, in order, each with what decided it:')
  for (const tried of conviction.tried) if (!tried.switchedOff) addTried(page, tried)
  const off = conviction.tried.filter(({ switchedOff }) => switchedOff)
  if (off.length > 0) page.add(5, `Not chosen by the office: ${off.map(({ id }) => id).join(', ')}.`)
}

function addLayer(page: Page, what: string, { answer, rule, presumed }: LayerView): void {
  page.add(3, `${what}: ${sentence(answer)}`)
  if (rule === null) page.add(5, 'None of its rules was met.')
  else addRule(page, rule)
  if (presumed.length > 0) page.add(5, `Presumed, because the record does not say: ${presumed.join('; ')}.`)
}

function addPolicy(page: Page, { policy, refused }: ConvictionView): void {
  if (policy === null) page.add(3, 'The office’s policy adds nothing.')
  else {
    const effects = { improve: 'gives more', hold: 'holds it for a person', challenge: 'contests it' }
    addLayer(page, `The office’s policy ${effects[policy.effect]}`, policy)
    if (policy.ground !== null) {
      page.add(5, `Ground: ${sentence(policy.ground.label)}${citationWords(policy.ground.citations)}`)
    }
  }
  if (refused === null) return
  page.add(3, 'A rule of the office would have ended below the statute and was not used:')
  addRule(page, refused)
}

function addRule(page: Page, { id, summary, citations, quirks }: RuleView): void {
  page.add(5, `By ${id}: ${sentence(summary)}${citationWords(citations)}`)
  for (const quirk of quirks) page.add(7, `Defect ${quirk.id} shows here: ${sentence(quirk.note)}`)
}

const TRUTHS = { met: 'met', not_met: 'not met', unknown: 'cannot be told' } as const

function addTried(page: Page, { id, summary, truth, why }: TriedRule): void {
  page.add(5, `${id}: ${TRUTHS[truth]}. ${sentence(summary)}`)
  for (const deciding of decidingChecks(why)) addCheck(page, deciding)
}

const ANSWERS = { met: 'yes', not_met: 'no', unknown: 'not known' } as const

function addCheck(page: Page, { check, mustNotBe }: DecidingCheck): void {
  const asked = mustNotBe ? `${check.label} (must not be so)` : check.label
  const facts = check.facts.length === 0 ? '' : ` (${check.facts.map(factWords).join('; ')})`
  page.add(7, `${asked}: ${ANSWERS[check.truth]}${facts}.`)
}

function factWords({ label, value, presumed }: FactView): string {
  if (value === null) return `${label}: the record does not say`
  if (presumed === undefined) return `${label}: ${value}`
  const { favors, citations } = presumed
  return `${label}: the record does not say, so ${value} is presumed in favor of the ${favors}${citationWords(citations)}`
}

function lineWords(lines: readonly string[]): string {
  return lines.length === 1 && !lines[0]?.includes('–') ? `Line ${lines[0]}` : `Lines ${lines.join(', ')}`
}

function placeWords({ file, line, offense, convictedOn, case: number }: ConvictionPlace): string {
  const day = convictedOn === null ? 'day of conviction not in the file' : `convicted ${convictedOn}`
  return `${offense === '' ? 'Offense not in the file' : offense}, ${day}, case ${number}, line ${line} of ${file}`
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}

function citationWords(citations: readonly Citation[]): string {
  return citations.length === 0 ? '' : ` [${[...new Set(citations.map(({ cite }) => cite))].join('; ')}]`
}
