import { day } from '../../format.ts'
import { isOutcomeKind, isPolicyEffect, OUTCOMES, POLICY_EFFECTS } from '../../outcome-words.ts'
import { FILTERS } from './view-state.ts'
import type { Filter, ViewState } from './view-state.ts'

/** How the service spells an empty cell in a filter. */
const BLANK = '-'
const cell = (value: string) => (value === BLANK ? 'empty' : value)

const outcomeWord = (kind: string) => (isOutcomeKind(kind) ? OUTCOMES[kind].word.toLowerCase() : kind)

const WORDS: Readonly<Record<Filter, (value: string) => string>> = {
  outcome: outcomeWord,
  floor: (kind) => `statutory floor: ${outcomeWord(kind)}`,
  policy: (effect) => `office policy: ${isPolicyEffect(effect) ? POLICY_EFFECTS[effect].word.toLowerCase() : effect}`,
  presumed: (value) => (value === 'yes' ? 'rests on a presumption' : 'rests on no presumption'),
  determination: (value) => `determination: ${cell(value)}`,
  reason: (value) => `reason: ${cell(value)}`,
  literal: (value) => `offense begins with ${value}`,
  county: (value) => `county: ${value}`,
  from: (value) => `convicted since ${day(value)}`,
  to: (value) => `convicted until ${day(value)}`,
  name: (value) => `name begins with ${value}`,
}

/** The filters that are on, each in words. */
export function activeFilters(state: ViewState): { filter: Filter; words: string }[] {
  return FILTERS.flatMap((filter) => (state[filter] === '' ? [] : [{ filter, words: WORDS[filter](state[filter]) }]))
}

/** What is shown, in one sentence: "312 of 41,207 convictions · eligible · convicted since 01/01/1996". */
export function viewSentence(state: ViewState, total: number, all: number): string {
  const numbers = `${total.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} ${all === 1 ? 'conviction' : 'convictions'}`
  return [numbers, ...activeFilters(state).map(({ words }) => words)].join(' · ')
}
