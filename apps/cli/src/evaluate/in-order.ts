interface Waiter {
  readonly count: number
  resolve(): void
  reject(error: unknown): void
}

/** Takes values in any order, each with its number from 0, and consumes them one at a time in the order of the numbers. */
export class InOrder<T> {
  /** How many were consumed. */
  done = 0
  private readonly arrived = new Map<number, Promise<T>>()
  private waiters: Waiter[] = []
  private failure: { readonly error: unknown } | undefined
  private isConsuming = false

  constructor(private readonly consume: (value: T, number: number) => Promise<void>) {}

  /** Adds a value, or the promise of one: its failure counts when its turn comes, so the first in order is the one thrown. */
  add(number: number, value: Promise<T>): void {
    // Its failure is looked at when its turn comes.
    value.catch(() => undefined)
    this.arrived.set(number, value)
    void this.consumeArrived()
  }

  /** Resolves once the first `count` values were consumed; rejects once one of all values failed. */
  async reached(count: number): Promise<void> {
    if (this.failure !== undefined) throw this.failure.error
    if (this.done >= count) return
    await new Promise<void>((resolve, reject) => this.waiters.push({ count, resolve, reject }))
  }

  private async consumeArrived(): Promise<void> {
    if (this.isConsuming || this.failure !== undefined) return
    this.isConsuming = true
    try {
      for (let value = this.next(); value !== undefined; value = this.next()) {
        await this.consume(await value, this.done)
        this.done++
        for (const waiter of this.waiters) if (waiter.count <= this.done) waiter.resolve()
        this.waiters = this.waiters.filter(({ count }) => count > this.done)
      }
    } catch (error) {
      this.failure = { error }
      for (const waiter of this.waiters) waiter.reject(error)
      this.waiters = []
    } finally {
      this.isConsuming = false
    }
  }

  private next(): Promise<T> | undefined {
    const value = this.arrived.get(this.done)
    this.arrived.delete(this.done)
    return value
  }
}
