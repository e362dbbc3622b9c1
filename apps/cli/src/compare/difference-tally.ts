import type { DifferenceCause } from '@cmr/jurisdiction'

/** What explains a difference, as reports name it. A cause in the record itself is the reading's, not the law's. */
export type ReportedCause = Omit<DifferenceCause, 'kind' | 'applies'> & {
  readonly kind: DifferenceCause['kind'] | 'record'
}

/** Convictions with one answer before and one after. */
export interface AnswerPair {
  readonly before: string
  readonly after: string
  count: number
}

interface CauseCount {
  readonly cause: ReportedCause
  convictions: number
  people: number
  /** The person counted last. */
  lastPerson: number
  readonly answers: Map<string, AnswerPair>
}

function addPair(pairs: Map<string, AnswerPair>, before: string, after: string): void {
  const key = `${before}\n${after}`
  const pair = pairs.get(key)
  if (pair === undefined) pairs.set(key, { before, after, count: 1 })
  else pair.count++
}

/** Pairs by how often they occur, most frequent first. */
function byCount(pairs: ReadonlyMap<string, AnswerPair>): AnswerPair[] {
  return [...pairs.values()].sort((a, b) => b.count - a.count)
}

/** Counts compared convictions. */
export class DifferenceTally {
  private people = 0
  private isCounted = false
  private differing = 0
  private lastDiffering = -1
  private compared = 0
  private different = 0
  private readonly answers = new Map<string, AnswerPair>()
  private readonly causes = new Map<ReportedCause, CauseCount>()

  /** `order`: causes in the order reports name them. */
  constructor(private readonly order: readonly ReportedCause[]) {}

  /** A person begins; it counts once a conviction of it is compared. */
  addPerson(): void {
    this.isCounted = false
  }

  /** `isPersons`: as for `addDifference`. */
  addSame(answer: string, isPersons = true): void {
    this.compared++
    if (isPersons) this.countPerson()
    addPair(this.answers, answer, answer)
  }

  /** `isPersons`: whether it is one of the person who began last; nobody is counted for the others. */
  addDifference(before: string, after: string, cause: ReportedCause, isPersons = true): void {
    this.compared++
    this.different++
    addPair(this.answers, before, after)
    let count = this.causes.get(cause)
    if (count === undefined) {
      count = { cause, convictions: 0, people: 0, lastPerson: -1, answers: new Map() }
      this.causes.set(cause, count)
    }
    count.convictions++
    addPair(count.answers, before, after)
    if (isPersons) this.countDiffering(count)
  }

  private countPerson(): void {
    if (!this.isCounted) this.people++
    this.isCounted = true
  }

  private countDiffering(count: CauseCount): void {
    this.countPerson()
    if (count.lastPerson !== this.people) count.people++
    count.lastPerson = this.people
    if (this.lastDiffering !== this.people) this.differing++
    this.lastDiffering = this.people
  }

  /** Counts, causes in their order, those that explain nothing left out. */
  report(): ComparisonCounts {
    const { people, differing, compared, different } = this
    const causes = this.order.flatMap((cause) => this.causes.get(cause) ?? [])
    return {
      people: { compared: people, withDifferences: differing },
      convictions: { compared, same: compared - different, different },
      answers: byCount(this.answers),
      causes: causes.map(({ cause: { id, kind, label, citations }, convictions, people: of, answers }) => ({
        ...{ id, kind, label, citations, convictions },
        people: of,
        answers: byCount(answers),
      })),
    }
  }
}

/** `comparison.json` without what was compared. Plain JSON. */
export interface ComparisonCounts {
  readonly people: { readonly compared: number; readonly withDifferences: number }
  readonly convictions: { readonly compared: number; readonly same: number; readonly different: number }
  readonly answers: readonly Readonly<AnswerPair>[]
  readonly causes: readonly (ReportedCause & {
    readonly convictions: number
    readonly people: number
    readonly answers: readonly Readonly<AnswerPair>[]
  })[]
}
