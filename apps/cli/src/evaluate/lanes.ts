import { LocalLane, type Lane } from './lane.ts'
import type { ThreadStart } from './thread-messages.ts'
import { ThreadLane } from './thread-lane.ts'

/** Inputs up to this size are done in this thread alone: starting others would take longer. */
const SMALL_BYTES = 16 << 20

/** The lanes of a run: this thread, and others that are started when they are first needed and used to the end. */
export class Lanes {
  readonly local: LocalLane
  private others: readonly Lane[] = []

  /** `threads`: all that may work, this one included. `onTurn`: see `LocalLane`. */
  constructor(
    private readonly start: ThreadStart,
    private readonly threads: number,
    onTurn: () => Promise<void>,
  ) {
    this.local = new LocalLane(start.spec, start.now, onTurn)
  }

  /** The lanes for inputs of that size. */
  for(bytes: number): readonly Lane[] {
    if (this.threads === 1 || bytes <= SMALL_BYTES) return [this.local]
    if (this.others.length === 0) {
      this.others = Array.from({ length: this.threads - 1 }, () => new ThreadLane(this.start))
    }
    // The local one last: once it works, the others are not told of their work before its first turn ends.
    return [...this.others, this.local]
  }

  async end(): Promise<void> {
    await Promise.all([this.local, ...this.others].map((lane) => lane.end()))
  }
}
