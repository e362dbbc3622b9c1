import type { Outcome, Ruleset } from '@cmr/jurisdiction'

const INELIGIBLE = {
  barred: 'No relief: something bars it',
  not_covered: 'No relief: not covered',
  not_a_conviction: 'No relief: not a conviction',
  already_done: 'Nothing to do: relief was granted before',
  no_change: 'No change',
} as const satisfies Record<Extract<Outcome, { kind: 'ineligible' }>['because'], string>

/** An answer as a person reads it; relief stands in the state's own word. */
export function outcomeWords({ relief }: Pick<Ruleset, 'relief'>, outcome: Outcome): string {
  const granted = (id: string): string => relief[id]?.label ?? id
  switch (outcome.kind) {
    case 'eligible':
      return granted(outcome.relief)
    case 'not_yet':
      return `${granted(outcome.relief)}, from ${outcome.on} on`
    case 'refer':
      return `${granted(outcome.relief)}, by ${outcome.to}`
    case 'ask':
      return `Something must be known first: ${outcome.question}`
    case 'needs_review':
      return `A person must look: ${outcome.question}`
    case 'ineligible':
      return INELIGIBLE[outcome.because]
  }
}
