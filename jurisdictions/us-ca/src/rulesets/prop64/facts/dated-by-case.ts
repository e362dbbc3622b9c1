import type { Charge } from '@cmr/record'

/** Number of sorted days before a day. */
function countBefore(days: readonly string[], day: string): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] ?? '') < day) low = middle + 1
    else high = middle
  }
  return low
}

interface Days {
  readonly dated: string[]
  undated: number
}

function none(): Days {
  return { dated: [], undated: 0 }
}

/** How many convictions of other cases came before a day, for any day and case in logarithmic time. */
export class DatedByCase {
  private readonly all = none()
  private readonly byCase = new Map<string, Days>()
  private isSorted = true

  add({ caseId, disposedOn }: Charge): void {
    let own = this.byCase.get(caseId)
    if (own === undefined) this.byCase.set(caseId, (own = none()))
    this.isSorted = false
    for (const days of [this.all, own]) {
      if (disposedOn === undefined) days.undated++
      else days.dated.push(disposedOn)
    }
  }

  /** Convictions of other cases dated before `day`, exclusive. */
  before(day: string, caseId: string): number {
    this.sort()
    return countBefore(this.all.dated, day) - countBefore(this.byCase.get(caseId)?.dated ?? [], day)
  }

  /** Convictions of other cases without a date. */
  undated(caseId: string): number {
    return this.all.undated - (this.byCase.get(caseId)?.undated ?? 0)
  }

  /** Convictions of other cases, dated or not. */
  others(caseId: string): number {
    const own = this.byCase.get(caseId)
    return this.all.dated.length - (own?.dated.length ?? 0) + this.undated(caseId)
  }

  private sort(): void {
    if (this.isSorted) return
    this.all.dated.sort()
    for (const { dated } of this.byCase.values()) dated.sort()
    this.isSorted = true
  }
}
