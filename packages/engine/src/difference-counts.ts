import type { ComparedAnswers, ReportedCause } from './compare-answers.ts'

/** Convictions by both answers: `answerPair` to count. */
type PairCounts = Record<string, number>

/** Counts over compared convictions. Plain JSON, so that they can be stored and merged. */
export interface DifferenceCounts {
  people: number
  /** People of whom a conviction has another answer. */
  differing: number
  /** Convictions with the same answer, and with another. */
  same: number
  different: number
  /** Determinations of either ruleset that were compared. */
  readonly answered: { before: number; after: number }
  readonly answers: PairCounts
  /** By the cause's id. */
  readonly causes: Record<string, { convictions: number; people: number; readonly answers: PairCounts }>
}

export function emptyDifferences(): DifferenceCounts {
  return { people: 0, differing: 0, same: 0, different: 0, answered: { before: 0, after: 0 }, answers: {}, causes: {} }
}

/** Adds what a person's convictions came to; somebody without a compared conviction is not counted. */
export function addComparedPerson(counts: DifferenceCounts, convictions: readonly ComparedAnswers[]): void {
  if (convictions.length === 0) return
  const causes = new Set<string>()
  for (const conviction of convictions) {
    addCompared(counts, conviction)
    if (conviction.cause !== undefined) causes.add(conviction.cause.id)
  }
  counts.people++
  if (causes.size > 0) counts.differing++
  for (const id of causes) causeCount(counts, id).people++
}

/** Adds a conviction for which nobody is counted. */
export function addCompared(counts: DifferenceCounts, conviction: ComparedAnswers): void {
  const { cause, isAnswered } = conviction
  const pair = answerPair(conviction)
  if (isAnswered.before) counts.answered.before++
  if (isAnswered.after) counts.answered.after++
  increase(counts.answers, pair, 1)
  if (cause === undefined) {
    counts.same++
    return
  }
  counts.different++
  const count = causeCount(counts, cause.id)
  count.convictions++
  increase(count.answers, pair, 1)
}

/** Adds counts of other people. */
export function mergeDifferences(counts: DifferenceCounts, part: DifferenceCounts): void {
  for (const key of ['people', 'differing', 'same', 'different'] as const) counts[key] += part[key]
  for (const key of ['before', 'after'] as const) counts.answered[key] += part.answered[key]
  increaseAll(counts.answers, part.answers)
  for (const [id, { convictions, people, answers }] of Object.entries(part.causes)) {
    const count = causeCount(counts, id)
    count.convictions += convictions
    count.people += people
    increaseAll(count.answers, answers)
  }
}

function causeCount({ causes }: DifferenceCounts, id: string): DifferenceCounts['causes'][string] {
  return (causes[id] ??= { convictions: 0, people: 0, answers: {} })
}

function increase(pairs: PairCounts, pair: string, by: number): void {
  pairs[pair] = (pairs[pair] ?? 0) + by
}

function increaseAll(pairs: PairCounts, more: PairCounts): void {
  for (const [pair, count] of Object.entries(more)) increase(pairs, pair, count)
}

// No answer holds a line feed.
function answerPair({ before, after }: ComparedAnswers): string {
  return `${before}\n${after}`
}

/** Convictions with one answer before and one after. */
export interface AnswerPair {
  readonly before: string
  readonly after: string
  readonly count: number
}

/** What a comparison came to, without what was compared. Plain JSON. */
export interface ComparisonCounts {
  readonly people: { readonly compared: number; readonly withDifferences: number }
  readonly convictions: { readonly compared: number; readonly same: number; readonly different: number }
  /** Most frequent first, here and below. */
  readonly answers: readonly AnswerPair[]
  readonly causes: readonly (ReportedCause & {
    readonly convictions: number
    readonly people: number
    readonly answers: readonly AnswerPair[]
  })[]
}

/** Draws the counts up: `causes` in their order, those that explain nothing left out. */
export function reportDifferences(counts: DifferenceCounts, causes: readonly ReportedCause[]): ComparisonCounts {
  const { people, differing, same, different } = counts
  return {
    people: { compared: people, withDifferences: differing },
    convictions: { compared: same + different, same, different },
    answers: pairsByCount(counts.answers),
    causes: causes.flatMap(({ id, kind, label, citations }) => {
      const count = counts.causes[id]
      if (count === undefined) return []
      const { convictions, people: of, answers } = count
      return [{ id, kind, label, citations, convictions, people: of, answers: pairsByCount(answers) }]
    }),
  }
}

/** Most frequent first, equally frequent ones by their words, so that equal counts are drawn up equally. */
function pairsByCount(pairs: PairCounts): AnswerPair[] {
  return Object.entries(pairs)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([pair, count]) => {
      const [before = '', after = ''] = pair.split('\n')
      return { before, after, count }
    })
}

/** Why counts do not add up; empty when they do. `differences`: the differences that are listed one by one. */
export function differenceFaults(counts: DifferenceCounts, differences: number): string[] {
  const { same, different, answers, causes } = counts
  const sum = (pairs: PairCounts): number => Object.values(pairs).reduce((total, count) => total + count, 0)
  const explained = Object.values(causes).reduce((total, { convictions }) => total + convictions, 0)
  const faults: string[] = []
  const compared = sum(answers)
  if (same + different !== compared) {
    faults.push(`${compared} answers were compared, but ${same} are the same and ${different} differ.`)
  }
  if (explained !== different) faults.push(`${different} answers differ, but ${explained} are explained.`)
  if (differences !== different) faults.push(`${different} answers differ, but ${differences} are listed.`)
  return faults
}
