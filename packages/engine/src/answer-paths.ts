import type { Determination } from '@cmr/jurisdiction'
import type { CompiledCheck } from './compile-condition.ts'

/** Where a path of check outcomes ends. */
export interface PathEnd {
  readonly check?: undefined
  /** Undefined where the ruleset does not apply, and where answers on this path differ. */
  readonly answer: Determination | undefined
  /** Whether charges on this path have answers of their own, such as a date. */
  readonly varies: boolean
}
interface PathFork {
  readonly check: CompiledCheck
  readonly next: (PathFork | PathEnd | undefined)[]
}

/**
 * Which check is asked next depends only on what the checks before came to, and so does the answer. So each sequence
 * of outcomes is learned once, and charges that repeat it are answered by asking its checks, each once, and no more.
 */
export class AnswerPaths {
  private readonly start: { next: PathFork | PathEnd | undefined } = { next: undefined }
  private readonly answers = new Map<string, Determination>()
  private forks = 0

  /** `mostForks`: once there are so many, new paths are worked out each time. A ruleset takes some hundreds. */
  constructor(private readonly mostForks = 20_000) {}

  /** The end of the path the present charge takes; undefined where it has not been learned. */
  follow(): PathEnd | undefined {
    let at = this.start.next
    while (at?.check !== undefined) at = at.next[at.check.outcome()]
    return at
  }

  /** Remembers that the checks asked, in this order, with their present outcomes, lead to the answer. Returns it, shared. */
  learn(
    asked: readonly CompiledCheck[],
    answer: Determination | undefined,
    varies: boolean,
  ): Determination | undefined {
    if (this.forks >= this.mostForks) return answer
    const shared = varies || answer === undefined ? answer : this.share(answer)
    const end: PathEnd = varies ? { answer: undefined, varies } : { answer: shared, varies }
    let put = (next: PathFork | PathEnd): void => void (this.start.next = next)
    let at = this.start.next
    for (const check of new Set(asked)) {
      const fork: PathFork = at?.check === undefined ? this.fork(check) : at
      if (fork !== at) put(fork)
      const outcome = check.outcome()
      put = (next) => void (fork.next[outcome] = next)
      at = fork.next[outcome]
    }
    put(end)
    return shared
  }

  private fork(check: CompiledCheck): PathFork {
    this.forks++
    return { check, next: [] }
  }

  private share(answer: Determination): Determination {
    const key = JSON.stringify(answer)
    const known = this.answers.get(key)
    if (known === undefined) this.answers.set(key, answer)
    return known ?? answer
  }
}
