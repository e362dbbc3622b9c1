import type { Determination, LayerAnswer, Outcome } from '@cmr/jurisdiction'
import * as chargeFacts from './facts/facts.ts'
import * as personFacts from './facts/person-facts.ts'
import { floor } from './floor/floor.ts'
import { policy } from './policy/policy.ts'
import { petitionWhileServing } from './procedures.ts'
import { relief, type ReliefId } from './relief.ts'

const INELIGIBLE = {
  barred: 'Not eligible: an earlier offense bars relief',
  not_covered: 'Not eligible: not covered',
  not_a_conviction: 'Not eligible: not a conviction',
  already_done: 'Already relieved',
  no_change: 'No change: the same offense today',
} as const

/** The answer in the words of the result files. */
function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'eligible':
    case 'not_yet':
    case 'refer':
      // Safe: rules of this ruleset declare only its own relief.
      return relief[outcome.relief as ReliefId].label
    case 'ask':
    case 'needs_review':
      return 'Needs review'
    case 'ineligible':
      return INELIGIBLE[outcome.because]
  }
}

const summaries = new Map<string, string>([...floor, ...policy].map(({ id, summary }) => [id, summary]))

/** The plain sentence of a rule, by its id. */
function ruleSummary(id: string | undefined): string {
  return (
    (id === undefined ? undefined : summaries.get(id)) ?? 'The record fits none of the rules, so a person must look.'
  )
}

const labels = new Map(
  [...Object.values(chargeFacts), ...Object.values(personFacts)].map(({ id, label }) => [id, label]),
)

const asking = new Set(
  [...floor, ...policy].filter(({ outcome }) => outcome.kind === 'needs_review').map(({ id }) => id),
)

/** Why an answer came out as it did. Where a rule could not be decided, it must not read as if it held. */
function reasonOf({ rule }: LayerAnswer, open: string, isHeld: boolean): string {
  const summary = ruleSummary(rule)
  if (open === '') return summary
  const isDecided = isHeld || rule === undefined || asking.has(rule)
  return isDecided ? `${summary} ${open}` : `It cannot be told whether this holds: ${summary} ${open}`
}

/** The label of a fact, by its id. */
export function factLabel(id: string): string {
  return labels.get(id) ?? id
}

/** "S-10" of "prop64/s-10-small-possession-adult"; the rest of the id for office rules. */
export function ruleNumber(id: string | undefined): string {
  if (id === undefined) return '-'
  const number = /\/s-(\d+b?)-/.exec(id)?.[1]
  return number === undefined ? id.slice(id.indexOf('/') + 1) : `S-${number}`
}

/** What a layer still has to find out, as a question; empty when it answered. */
function question({ outcome }: LayerAnswer): string {
  return outcome.kind === 'needs_review' || outcome.kind === 'ask' ? outcome.question : ''
}

/** Cells that depend on the determination alone. Equal determinations are one object, so they are made once each. */
export interface DeterminationWords {
  readonly outcome: string
  readonly procedure: string
  readonly floor: string
  readonly floorRule: string
  readonly policy: string
  readonly policyRule: string
  readonly presumed: string
  readonly reason: string
  readonly citations: string
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/§§ ?/g, 'secs. '],
  [/§ ?/g, 'sec. '],
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/[–—]/g, '-'],
]

/** Result files keep the encoding of the source, whatever it is, so what is added to them is plain ASCII. */
function ascii(text: string): string {
  return PLAIN.reduce((plain, [special, replacement]) => plain.replace(special, replacement), text)
}

const known = new WeakMap<Determination, DeterminationWords>()

export function wordsOf(determination: Determination): DeterminationWords {
  let words = known.get(determination)
  if (words === undefined) known.set(determination, (words = makeWords(determination)))
  return words
}

function makeWords({ floor: law, policy: office, outcome, procedure, citations }: Determination): DeterminationWords {
  const deciding = office ?? law
  const presumed = new Set([...law.presumed, ...(office?.presumed ?? [])])
  const open = question({ outcome, presumed: [] })
  return {
    outcome: outcomeWords(outcome),
    procedure: outcome.kind !== 'eligible' ? '-' : procedure === petitionWhileServing.id ? 'Petition' : 'Application',
    floor: outcomeWords(law.outcome),
    floorRule: ruleNumber(law.rule),
    policy: office === undefined ? '-' : outcomeWords(office.outcome),
    policyRule: office === undefined ? '-' : ruleNumber(office.rule),
    presumed: presumed.size === 0 ? '-' : ascii([...presumed].map(factLabel).join('; ')),
    reason: ascii(reasonOf(deciding, open, office?.effect === 'hold')),
    citations: ascii([...new Set(citations.map(({ cite }) => cite))].join('; ')),
  }
}
