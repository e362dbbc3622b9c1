import type { Determination } from '@cmr/jurisdiction'
import type { CompiledCheck } from './compile-condition.ts'
import type { FactReader, Slot } from './fact-reader.ts'
import { NO_NUMBER } from './reading-numbers.ts'

/** Where a path of check outcomes ends. */
export interface PathEnd {
  /** Undefined where the ruleset does not apply, and where answers on this path differ. */
  readonly answer: Determination | undefined
  /** Whether charges on this path have answers of their own, such as a date. */
  readonly varies: boolean
}

/** A check and where each of its outcomes leads; without a check, an end. One class, so that following is fast. */
class PathNode implements PathEnd {
  /** By outcome. */
  readonly next: (PathNode | undefined)[] = []
  /** The slot of a check that reads one fact. */
  readonly slot: Slot | undefined
  /** By number of the slot's reading: the first node that asks for something else. */
  readonly beyond: (PathNode | undefined)[] = []

  constructor(
    readonly check: CompiledCheck | undefined,
    readonly answer: Determination | undefined,
    readonly varies: boolean,
  ) {
    this.slot = check?.slots.length === 1 ? check.slots[0] : undefined
  }
}

/**
 * Which check is asked next depends only on what the checks before came to, and so does the answer. So each sequence
 * of outcomes is learned once, and charges that repeat it are answered by asking its checks, each once, and no more.
 */
export class AnswerPaths {
  private start: PathNode | undefined
  private readonly answers = new Map<string, Determination>()
  private forks = 0

  /** `mostForks`: once there are so many, new paths are worked out each time. A ruleset takes some hundreds. */
  constructor(
    private readonly reader: FactReader,
    private readonly mostForks = 20_000,
  ) {}

  /** The end of the path the present charge takes; undefined where it has not been learned. */
  follow(): PathEnd | undefined {
    let at = this.start
    while (at !== undefined) {
      const { slot } = at
      if (slot !== undefined) {
        this.reader.look(slot)
        at = (slot.number === NO_NUMBER ? undefined : at.beyond[slot.number]) ?? passed(at, slot)
      } else if (at.check === undefined) return at
      else at = at.next[at.check.outcome()]
    }
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
    const end = new PathNode(undefined, varies ? undefined : shared, varies)
    let put = (node: PathNode): void => void (this.start = node)
    let at = this.start
    for (const check of new Set(asked)) {
      const fork = at?.check === undefined ? this.fork(check) : at
      if (fork !== at) put(fork)
      const outcome = check.outcome()
      put = (node) => void (fork.next[outcome] = node)
      at = fork.next[outcome]
    }
    put(end)
    return shared
  }

  private fork(check: CompiledCheck): PathNode {
    this.forks++
    return new PathNode(check, undefined, false)
  }

  private share(answer: Determination): Determination {
    const key = JSON.stringify(answer)
    const known = this.answers.get(key)
    if (known === undefined) this.answers.set(key, answer)
    return known ?? answer
  }
}

/** Where the present reading of a slot leads from a node that asks for it, past all that ask for it again. */
function passed(from: PathNode, slot: Slot): PathNode | undefined {
  let at: PathNode | undefined = from
  while (at?.check !== undefined && at.slot === slot) at = at.next[at.check.outcome()]
  if (slot.number !== NO_NUMBER) from.beyond[slot.number] = at
  return at
}
