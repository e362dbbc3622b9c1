import { AppError } from '@cmr/errors'
import type { Compared, Comparison, Determination, DifferenceCause, Evaluated, Jurisdiction } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'

/** What explains a difference, as reports name it. A cause in the record itself is the reading's, not the law's. */
export type ReportedCause = Omit<DifferenceCause, 'kind' | 'applies'> & {
  readonly kind: DifferenceCause['kind'] | 'record'
}

/** One conviction with both answers in the comparison's words; without a cause they are the same. */
export interface ComparedAnswers {
  readonly before: string
  readonly after: string
  readonly cause: ReportedCause | undefined
  /** Whether the earlier and today's ruleset gave a determination at all. */
  readonly isAnswered: { readonly before: boolean; readonly after: boolean }
}

/** A conviction of a person, compared. */
export interface ComparedCharge extends ComparedAnswers {
  readonly charge: Charge
}

/** An earlier answer on a row that today's record set sets aside. */
export const SET_ASIDE_CAUSE: ReportedCause = {
  id: 'set-aside',
  kind: 'record',
  label: 'The row cannot be used: it is malformed or names nobody. It is set aside with its reason.',
  citations: [],
}

/** An earlier answer on a row that repeats a conviction of today's record set. */
export const REPEATED_CAUSE: ReportedCause = {
  id: 'repeated',
  kind: 'record',
  label: 'The same conviction stands in another row or file too. It is one conviction and counts once.',
  citations: [],
}

/** The comparison of two rulesets that a jurisdiction declares. Throws NOT_FOUND, naming those there are. */
export function findComparison(jurisdiction: Jurisdiction, before: string, after: string): Comparison {
  const { comparisons } = jurisdiction
  const found = comparisons.find(({ before: a, after: b }) => a.ruleset === before && b.ruleset === after)
  if (found !== undefined) return found
  const known = comparisons.map(({ before: a, after: b }) => `${a.ruleset} with ${b.ruleset}`).join(', ')
  throw new AppError(
    'NOT_FOUND',
    `${jurisdiction.name} does not compare ${before} with ${after}. It compares: ${known}.`,
    { details: { reason: 'unknown-comparison' } },
  )
}

/** Every cause a difference can have, in the order reports name them. */
export function reportedCauses({ causes }: Comparison): ReportedCause[] {
  return [...causes, REPEATED_CAUSE, SET_ASIDE_CAUSE]
}

/** Sets the answers of two rulesets side by side and finds the first cause that applies where they differ. */
export class AnswerComparer {
  constructor(
    private readonly comparison: Comparison,
    private readonly runs: Pick<Compared, 'beforeRun' | 'afterRun'>,
  ) {}

  /** Every conviction of a person that either ruleset answers, in the order of today's charges. */
  comparePerson(
    { subject, determinations }: Evaluated,
    earlier: (charge: Charge) => Determination | undefined,
  ): ComparedCharge[] {
    const { runs } = this
    const compared: ComparedCharge[] = []
    for (const [index, charge] of subject.charges.entries()) {
      const before = earlier(charge)
      const after = determinations[index]
      if (before === undefined && after === undefined) continue
      const answers = this.answers(before, after)
      const cause = isSame(answers) ? undefined : this.causeOf({ subject, index, before, after, ...runs })
      compared.push({ ...answers, charge, cause })
    }
    return compared
  }

  /** An earlier answer on a row that carries no conviction today; `cause` says why it does not. */
  compareLeft(before: Determination, cause: ReportedCause): ComparedAnswers {
    const answers = this.answers(before, undefined)
    return { ...answers, cause: isSame(answers) ? undefined : cause }
  }

  private answers(before: Determination | undefined, after: Determination | undefined): Omit<ComparedAnswers, 'cause'> {
    return {
      before: this.comparison.beforeAnswer(before),
      after: this.comparison.afterAnswer(after),
      isAnswered: { before: before !== undefined, after: after !== undefined },
    }
  }

  private causeOf(compared: Compared): ReportedCause {
    const cause = this.comparison.causes.find((candidate) => candidate.applies(compared))
    if (cause === undefined) throw new RangeError('no cause applies, though the last must')
    return cause
  }
}

function isSame({ before, after }: Pick<ComparedAnswers, 'before' | 'after'>): boolean {
  return before === after
}
