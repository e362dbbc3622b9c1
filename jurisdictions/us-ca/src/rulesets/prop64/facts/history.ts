import type { Charge, Subject } from '@cmr/record'
import { shouldHaveBeenDestroyed } from '../../../offenses/destroyed-records.ts'
import { offenseOf } from '../reading.ts'
import { chargeDay } from './charge-days.ts'
import { DatedByCase } from './dated-by-case.ts'

/** What the convictions of a person say together, every county and offense. Undefined parts: there are none of the kind. */
export interface History {
  /** Offenses that bar relief for certain: listed ones, and those that require registration. */
  readonly barring: DatedByCase | undefined
  /** Offenses that may: the text alone does not settle the list. */
  readonly maybeBarring: DatedByCase | undefined
  /** Marijuana convictions by section. */
  readonly bySection: ReadonlyMap<string, DatedByCase>
  /** Cases that hold a conviction under § 11361. */
  readonly casesWithMinors: ReadonlySet<string>
  /** Latest conviction, and latest felony; undefined when one has no date. Records § 11361.5 ordered destroyed do not count. */
  readonly latest: string | undefined
  readonly latestFelony: string | undefined
  /** Convictions that count, and those under the four sections among them. */
  readonly count: number
  readonly marijuana: number
}

/** Earlier than any conviction: the latest of none. */
const NEVER = ''

const NO_CASES: ReadonlySet<string> = new Set()

class HistoryBuilder {
  private barring: DatedByCase | undefined
  private maybeBarring: DatedByCase | undefined
  private readonly bySection = new Map<string, DatedByCase>()
  private casesWithMinors: Set<string> | undefined
  private latest: string | undefined = NEVER
  private latestFelony: string | undefined = NEVER
  private count = 0
  private marijuana = 0

  constructor(private readonly asOf: string) {}

  add(charge: Charge): void {
    const offense = offenseOf(charge)
    if (offense.superstrike === 'certain' || offense.registrable === 'certain') {
      this.barring ??= new DatedByCase()
      this.barring.add(charge)
    } else if (offense.superstrike !== undefined || offense.registrable !== undefined) {
      this.maybeBarring ??= new DatedByCase()
      this.maybeBarring.add(charge)
    }
    if (offense.marijuana !== undefined) {
      if (isDestroyedRecord(charge, this.asOf)) return
      this.addMarijuana(charge, offense.marijuana.section)
    } else if (offense.codes.some(isMinorsOffense)) {
      this.casesWithMinors ??= new Set()
      this.casesWithMinors.add(charge.caseId)
    }
    this.count++
    this.latest = later(this.latest, charge.disposedOn)
    if (charge.given.level === 'felony') {
      this.latestFelony = later(this.latestFelony, charge.disposedOn)
    }
  }

  build(): History {
    const { barring, maybeBarring, bySection, latest, latestFelony, count, marijuana } = this
    const casesWithMinors = this.casesWithMinors ?? NO_CASES
    return { barring, maybeBarring, bySection, casesWithMinors, latest, latestFelony, count, marijuana }
  }

  private addMarijuana(charge: Charge, section: string): void {
    this.marijuana++
    let dated = this.bySection.get(section)
    if (dated === undefined) this.bySection.set(section, (dated = new DatedByCase()))
    dated.add(charge)
  }
}

/** The later of two days; undefined when either is not known. */
function later(latest: string | undefined, day: string | undefined): string | undefined {
  if (latest === undefined || day === undefined) return undefined
  return day > latest ? day : latest
}

function isMinorsOffense({ section, code }: { readonly section: string; readonly code: string | undefined }): boolean {
  return section === '11361' && (code === undefined || code === 'HS')
}

let lastSubject: Subject | undefined
let lastAsOf = ''
let lastHistory: History | undefined

/** A person's history as of a day; that of the subject asked for last is at hand. */
export function historyOf(subject: Subject, asOf: string): History {
  if (subject === lastSubject && asOf === lastAsOf && lastHistory !== undefined) return lastHistory
  const builder = new HistoryBuilder(asOf)
  for (const charge of subject.charges) builder.add(charge)
  lastSubject = subject
  lastAsOf = asOf
  return (lastHistory = builder.build())
}

/** Whether § 11361.5 ordered the record of this conviction destroyed before `asOf`; one without a date counts as such. */
export function isDestroyedRecord(charge: Charge, asOf: string): boolean {
  const { marijuana } = offenseOf(charge)
  return marijuana !== undefined && shouldHaveBeenDestroyed(marijuana, charge.disposedOn, asOf) !== false
}

/**
 * Convictions of other cases that came before a marijuana charge: judgment before the day of the charge (of the offense,
 * else of the arrest). `maybe` are those a missing day leaves open. *People v. Smit*: same-case and later ones do not bar.
 */
function earlier(dated: DatedByCase | undefined, charge: Charge): { certain: number; maybe: number } {
  if (dated === undefined) return { certain: 0, maybe: 0 }
  const { caseId, disposedOn } = charge
  const undated = dated.undated(caseId)
  const day = chargeDay(charge)
  if (day !== undefined) return { certain: dated.before(day, caseId), maybe: undated }
  const possible = disposedOn === undefined ? dated.others(caseId) : dated.before(disposedOn, caseId) + undated
  return { certain: 0, maybe: possible }
}

/**
 * Whether a conviction in Penal Code § 667(e)(2)(C)(iv), or one that requires registration under § 290(c), came before the
 * charge. Undefined where a day is missing, where the offense text alone does not settle the list, or where the person is
 * registered for a conviction the file does not hold.
 */
export function barringPrior(subject: Subject, charge: Charge, asOf: string): boolean | undefined {
  const { barring, maybeBarring } = historyOf(subject, asOf)
  const certain = earlier(barring, charge)
  if (certain.certain > 0) return true
  const probable = earlier(maybeBarring, charge)
  const isOpen = certain.maybe + probable.certain + probable.maybe > 0
  const isExplained = barring !== undefined || maybeBarring !== undefined
  return isOpen || (!isExplained && isRegisteredBefore(subject, charge)) ? undefined : false
}

/** Whether the person was registered before the charge, or on a day that is not known. */
function isRegisteredBefore({ given }: Subject, charge: Charge): boolean {
  if (given.registered !== true) return false
  const day = chargeDay(charge) ?? charge.disposedOn
  return typeof given.registeredOn !== 'string' || day === undefined || given.registeredOn < day
}

/** Earlier convictions of other cases under the same section; those a missing day leaves open count. */
export function priorsUnderSameSection(subject: Subject, charge: Charge, asOf: string): number {
  const section = offenseOf(charge).marijuana?.section ?? ''
  const { certain, maybe } = earlier(historyOf(subject, asOf).bySection.get(section), charge)
  return certain + maybe
}
