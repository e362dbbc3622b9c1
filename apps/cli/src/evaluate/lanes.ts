import { type Lane, LocalLane } from './lane.ts'
import type { ThreadStart } from './thread-messages.ts'
import { ThreadLane } from './thread-lane.ts'

/** Files up to this size are done in this thread: starting others would take longer. */
const SMALL_FILE_BYTES = 16 << 20

/** The lanes of a run, started when they are first needed and used for all its files. */
export class Lanes {
  private readonly local: readonly Lane[]
  private threaded: readonly Lane[] = []

  /** `threads` other threads for large files; 0 does everything in this one. */
  constructor(
    private readonly start: ThreadStart,
    private readonly threads: number,
  ) {
    this.local = [new LocalLane(start.spec, start.now)]
  }

  /** The lanes for a file of that size. */
  for(bytes: number): readonly Lane[] {
    if (this.threads === 0 || bytes <= SMALL_FILE_BYTES) return this.local
    if (this.threaded.length === 0) {
      this.threaded = Array.from({ length: this.threads }, () => new ThreadLane(this.start))
    }
    return this.threaded
  }

  async end(): Promise<void> {
    await Promise.all([...this.local, ...this.threaded].map((lane) => lane.end()))
  }
}
