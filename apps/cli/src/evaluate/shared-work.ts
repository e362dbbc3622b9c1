const NEXT = 0
const STOP = 1

/** Numbered work that threads take from each other, each number once and in order. Shared memory; no messages. */
export class SharedWork {
  private readonly cells: Int32Array

  constructor(readonly memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.cells = new Int32Array(memory)
  }

  /** The next number from 0 on; `count` once there is none below it, or all were told to stop. */
  take(count: number): number {
    return this.isStopped ? count : Math.min(Atomics.add(this.cells, NEXT, 1), count)
  }

  /** How many numbers were taken. */
  get taken(): number {
    return Atomics.load(this.cells, NEXT)
  }

  /** Nobody needs what is still to be done. */
  stop(): void {
    Atomics.store(this.cells, STOP, 1)
  }

  get isStopped(): boolean {
    return Atomics.load(this.cells, STOP) === 1
  }
}
