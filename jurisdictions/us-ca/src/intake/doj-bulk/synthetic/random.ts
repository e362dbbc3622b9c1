/** A seeded source of numbers (mulberry32): one seed gives the same numbers on every machine. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed | 0
  }

  /** A number from 0 inclusive to 1 exclusive. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** True with probability `share`. */
  chance(share: number): boolean {
    return this.next() < share
  }

  /** A whole number, both bounds inclusive. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** One of a list that is not empty, each equally likely. */
  pick<T>(list: readonly T[]): T {
    // Safe: the index is below the length, and no list given holds undefined.
    return list[Math.floor(this.next() * list.length)] as T
  }

  /** A whole number of exponential distribution: mostly small, now and then large. */
  exponential(mean: number): number {
    return Math.round(-mean * Math.log(1 - this.next()))
  }
}

/** A list in which each item stands as often as its whole-number weight says, for `Random.pick`. */
export function weighted<T>(...items: readonly (readonly [item: T, weight: number])[]): readonly T[] {
  return items.flatMap(([item, weight]) => new Array<T>(weight).fill(item))
}
