import type {
  Citation,
  Condition,
  Fact,
  Jurisdiction,
  Parameter,
  Presumption,
  RuleOutcome,
  Ruleset,
} from '@cmr/jurisdiction'
import { optionLines, presetLines } from './rule-inventory-options.ts'
import { type InventoryEntry, inventoryOf, type RuleLayer } from './rule-inventory.ts'

/** A fixture by its name. */
export interface FixtureName {
  readonly ruleset: string
  /** The rule it is about; fixtures about none are listed with the ruleset. */
  readonly rule?: string
  /** What it shows of the rule: "holds", "does not hold", "without grams". */
  readonly shows?: string
  readonly name: string
  readonly file: string
}

const LAYERS: Readonly<Record<RuleLayer, string>> = {
  scope: 'Scope',
  floor: 'Statutory floor, in the order it is asked',
  policy: 'Office policy, in the order it is asked',
  procedure: 'Procedures',
}

function linked({ cite, url }: Citation): string {
  return url === undefined ? cite : `[${cite}](${url})`
}

/** One line, whatever stands in it. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function outcomeWords(outcome: RuleOutcome, ruleset: Ruleset): string {
  switch (outcome.kind) {
    case 'eligible':
    case 'not_yet':
    case 'refer': {
      const label = ruleset.relief[outcome.relief]?.label ?? outcome.relief
      return outcome.kind === 'refer' ? `${label} (to: ${outcome.to})` : label
    }
    case 'ask':
    case 'needs_review':
      return `a person must look: “${outcome.question}”`
    case 'ineligible':
      return `not eligible (${outcome.because.replaceAll('_', ' ')})`
  }
}

/** A condition as a nested list. */
function conditionLines(condition: Condition<never>, depth: number, negated = ''): string[] {
  const indent = '  '.repeat(depth)
  switch (condition.kind) {
    case 'check':
      return [`${indent}- ${negated}${condition.label}`]
    case 'not':
      return conditionLines(condition.of, depth, negated === '' ? 'not: ' : '')
    case 'all':
    case 'any':
      return [
        `${indent}- ${negated}${condition.kind} of`,
        ...condition.of.flatMap((child) => conditionLines(child, depth + 1)),
      ]
  }
}

function presumptionWords({ whenUnknown }: Fact): string {
  if (whenUnknown === undefined) return 'unknown when the record is silent'
  const presumption: Presumption<unknown> = whenUnknown
  const value = 'from' in presumption ? 'by what else the record says' : plain(presumption.value)
  const favors = presumption.favors === 'person' ? 'favors the person' : 'favors the prosecution'
  return `presumed when the record is silent: ${value}; ${favors} (${presumption.citations.map(linked).join('; ')})`
}

function factLine(fact: Fact): string {
  const ask = fact.ask === undefined ? '' : `; can be asked for: ${fact.ask}`
  return `  - ${fact.label} (\`${fact.id}\`): ${presumptionWords(fact)}${ask}`
}

function parameterLines({ id, label, values }: Parameter<unknown>): string[] {
  return values.map(({ from, to, value, citations }) => {
    const period = to === undefined ? `from ${from}` : `${from} until before ${to}`
    return `  - ${label} (\`${id}\`): ${plain(value)}, ${period} (${citations.map(linked).join('; ')})`
  })
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`- ${title}`, ...lines]
}

function ruleLines(
  entry: InventoryEntry,
  ruleset: Ruleset,
  fixtures: readonly FixtureName[],
  number: number,
): string[] {
  const { id, summary, outcome, effect, effective, citations, quirks, facts, parameters, when } = entry
  const own = fixtures.filter(({ rule }) => rule === id)
  const until = effective?.to === undefined ? '' : ` until before ${effective.to}`
  return [
    `#### ${number}. ${id}`,
    '',
    summary,
    '',
    ...(outcome === undefined
      ? []
      : [`- Answer: ${outcomeWords(outcome, ruleset)}${effect === undefined ? '' : `; effect: ${effect}`}`]),
    ...(citations.length === 0 ? [] : [`- Authority: ${citations.map(linked).join('; ')}`]),
    ...(effective === undefined ? [] : [`- In force: from ${effective.from}${until}`]),
    ...section('When', conditionLines(when, 1)),
    ...section('Facts', facts.map(factLine)),
    ...section('Parameters', parameters.flatMap(parameterLines)),
    ...section(
      'Known defects of the earlier software',
      quirks.map((quirk) => `  - ${quirk.id}: ${quirk.note}`),
    ),
    ...section(
      'Fixtures',
      own.map(({ shows, name }) => `  - ${shows ?? 'shows'}: ${name}`),
    ),
    '',
  ]
}

function rulesetLines(ruleset: Ruleset, fixtures: readonly FixtureName[]): string[] {
  const { id, profile, title, purpose, presets, options } = ruleset
  const inventory = inventoryOf(ruleset)
  const others = fixtures.filter(({ rule }) => rule === undefined)
  return [
    `## ${title}`,
    '',
    `\`${id}\`${profile === undefined ? '' : `, profile \`${profile}\``}. Purpose: ${purpose}.`,
    '',
    ...optionLines(options),
    ...presetLines(presets),
    ...(['scope', 'floor', 'policy', 'procedure'] as const).flatMap((layer) => {
      const entries = inventory.filter((entry) => entry.layer === layer)
      if (entries.length === 0) return []
      return [
        `### ${LAYERS[layer]}`,
        '',
        ...entries.flatMap((entry, index) => ruleLines(entry, ruleset, fixtures, index + 1)),
      ]
    }),
    ...(others.length === 0
      ? []
      : ['### Further fixtures', '', ...others.map(({ name, file }) => `- ${name} (${file})`), '']),
  ]
}

/** Profiles share a folder: a file that begins with a profile's name is its own, any other is the first profile's. */
function fixturesOf(
  { id, profile }: Ruleset,
  rulesets: readonly Ruleset[],
  fixtures: readonly FixtureName[],
): FixtureName[] {
  const profiles = rulesets.filter((other) => other.id === id).map((other) => other.profile)
  const profileOf = (file: string) => profiles.find((name) => name !== undefined && file.startsWith(`${name}-`))
  return fixtures.filter(({ ruleset, file }) => ruleset === id && (profileOf(file) ?? profiles[0]) === profile)
}

/**
 * The page of a jurisdiction's rules: for each ruleset its options, presets and every rule with what it reads and the
 * fixtures that hold it. Markdown; equal inputs give equal text.
 */
export function rulePage({ name, version, rulesets }: Jurisdiction, fixtures: readonly FixtureName[]): string {
  return [
    `# Rules: ${name}`,
    '',
    `Version ${version}. Written by \`npm run generate\` from the rules and their fixtures; a test fails when they differ.`,
    'A rule is asked after the ones before it: the first that is met answers, and one that cannot be told stops the search.',
    '',
    ...rulesets.flatMap((ruleset) => rulesetLines(ruleset, fixturesOf(ruleset, rulesets, fixtures))),
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}
