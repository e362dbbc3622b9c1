import type { Charge } from './subject.ts'

/** So few are counted one by one; more are sorted first. */
const FEW = 8

/** How many charges of other cases were disposed of before a day. For any day and case in logarithmic time. */
export class DatedByCase {
  private readonly charges: Charge[] = []
  private sorted: SortedDays | undefined

  add(charge: Charge): void {
    this.charges.push(charge)
    this.sorted = undefined
  }

  /** Charges of other cases dated before `day`, exclusive. */
  before(day: string, caseId: string): number {
    const { charges } = this
    if (charges.length > FEW) return this.days().before(day, caseId)
    let count = 0
    for (const { caseId: id, disposedOn } of charges) {
      if (disposedOn !== undefined && disposedOn < day && id !== caseId) count++
    }
    return count
  }

  /** Charges of other cases without a date. */
  undated(caseId: string): number {
    const { charges } = this
    if (charges.length > FEW) return this.days().undated(caseId)
    let count = 0
    for (const { caseId: id, disposedOn } of charges) if (disposedOn === undefined && id !== caseId) count++
    return count
  }

  /** Charges of other cases, dated or not. */
  others(caseId: string): number {
    const { charges } = this
    if (charges.length > FEW) return this.days().others(caseId)
    let count = 0
    for (const { caseId: id } of charges) if (id !== caseId) count++
    return count
  }

  private days(): SortedDays {
    return (this.sorted ??= new SortedDays(this.charges))
  }
}

interface Days {
  readonly dated: string[]
  undated: number
}

function none(): Days {
  return { dated: [], undated: 0 }
}

/** The same counts, from days sorted by case and all together. */
class SortedDays {
  private readonly all = none()
  private readonly byCase = new Map<string, Days>()

  constructor(charges: readonly Charge[]) {
    for (const { caseId, disposedOn } of charges) {
      let own = this.byCase.get(caseId)
      if (own === undefined) this.byCase.set(caseId, (own = none()))
      for (const days of [this.all, own]) {
        if (disposedOn === undefined) days.undated++
        else days.dated.push(disposedOn)
      }
    }
    this.all.dated.sort()
    for (const { dated } of this.byCase.values()) dated.sort()
  }

  before(day: string, caseId: string): number {
    return countBefore(this.all.dated, day) - countBefore(this.byCase.get(caseId)?.dated ?? [], day)
  }

  undated(caseId: string): number {
    return this.all.undated - (this.byCase.get(caseId)?.undated ?? 0)
  }

  others(caseId: string): number {
    return this.all.dated.length - (this.byCase.get(caseId)?.dated.length ?? 0) + this.undated(caseId)
  }
}

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
