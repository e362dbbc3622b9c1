import type { Charge } from './subject.ts'

/** A power of two. */
const KEPT = 64

/**
 * Works something out for a charge, and not again while charges of rows nearby are asked about in turn. `work` must give
 * the same for the same charge.
 */
export class ChargeMemo<T> {
  private readonly charges: (Charge | undefined)[] = new Array<undefined>(KEPT).fill(undefined)
  private readonly results: (T | undefined)[] = new Array<undefined>(KEPT).fill(undefined)

  constructor(private readonly work: (charge: Charge) => T) {}

  of(charge: Charge): T {
    const at = charge.row & (KEPT - 1)
    // Safe: a result is kept together with its charge.
    if (this.charges[at] === charge) return this.results[at] as T
    const result = this.work(charge)
    this.charges[at] = charge
    this.results[at] = result
    return result
  }
}
