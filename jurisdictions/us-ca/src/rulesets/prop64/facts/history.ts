import { DatedByCase, type Charge, type Subject } from '@cmr/record'
import { shouldHaveBeenDestroyed } from '../../../offenses/destroyed-records.ts'
import type { OffenseReading } from '../../../offenses/read-offense.ts'
import { offenseOf, offensesOf } from '../reading.ts'
import { chargeDay } from './charge-days.ts'

/** Earlier than any conviction: the latest of none. */
const NEVER = ''

/** What the latest convictions and their number say. Records § 11361.5 ordered destroyed do not count. */
interface Recency {
  /** Latest conviction, and latest felony; empty when there is none, undefined when one has no date. */
  readonly latest: string | undefined
  readonly latestFelony: string | undefined
  /** Convictions that count. */
  readonly count: number
}

/** What the convictions of a person say together, every county and offense. Undefined parts: there are none of the kind. */
class History {
  /** Offenses that bar relief for certain: listed ones, and those that require registration. */
  barring: DatedByCase | undefined
  /** Offenses that may: the text alone does not settle the list. */
  maybeBarring: DatedByCase | undefined
  /** Convictions under the four sections, without records § 11361.5 ordered destroyed. */
  marijuana = 0
  /** The same by section. */
  private readonly sections: { readonly section: string; readonly convictions: DatedByCase }[] = []
  /** Cases that hold a conviction under § 11361. */
  private casesWithMinors: Set<string> | undefined
  private counted: Recency | undefined

  constructor(
    private readonly subject: Subject,
    private readonly asOf: string,
  ) {
    const offenses = offensesOf(subject)
    for (let i = 0; i < offenses.length; i++) this.add(subject.charges[i], offenses[i])
  }

  /** Few rules ask for it. */
  get recency(): Recency {
    return (this.counted ??= recencyOf(this.subject, this.asOf))
  }

  /** Marijuana convictions under a section that count as priors. */
  under(section: string): DatedByCase | undefined {
    for (const known of this.sections) if (known.section === section) return known.convictions
    return undefined
  }

  /** Whether a case holds a conviction under § 11361. */
  hasMinorsIn(caseId: string): boolean {
    return this.casesWithMinors?.has(caseId) === true
  }

  private add(charge: Charge | undefined, offense: OffenseReading | undefined): void {
    if (charge === undefined || offense === undefined) return
    const { disqualifying, marijuana, minors } = offense
    if (disqualifying === 'certain') (this.barring ??= new DatedByCase()).add(charge)
    else if (disqualifying !== undefined) (this.maybeBarring ??= new DatedByCase()).add(charge)
    if (marijuana !== undefined) this.addMarijuana(charge, marijuana.section)
    else if (minors) (this.casesWithMinors ??= new Set()).add(charge.caseId)
  }

  private addMarijuana(charge: Charge, section: string): void {
    if (isDestroyedRecord(charge, this.asOf)) return
    this.marijuana++
    let convictions = this.under(section)
    if (convictions === undefined) this.sections.push({ section, convictions: (convictions = new DatedByCase()) })
    convictions.add(charge)
  }
}

function recencyOf({ charges }: Subject, asOf: string): Recency {
  let latest: string | undefined = NEVER
  let latestFelony: string | undefined = NEVER
  let count = 0
  for (const charge of charges) {
    if (isDestroyedRecord(charge, asOf)) continue
    count++
    latest = later(latest, charge.disposedOn)
    if (charge.given.level === 'felony') latestFelony = later(latestFelony, charge.disposedOn)
  }
  return { latest, latestFelony, count }
}

/** The later of two days; undefined when either is not known. */
function later(latest: string | undefined, day: string | undefined): string | undefined {
  if (latest === undefined || day === undefined) return undefined
  return day > latest ? day : latest
}

let lastSubject: Subject | undefined
let lastAsOf = ''
let lastHistory: History | undefined

/** A person's history as of a day; that of the subject asked for last is at hand. */
export function historyOf(subject: Subject, asOf: string): History {
  if (subject === lastSubject && asOf === lastAsOf && lastHistory !== undefined) return lastHistory
  const history = new History(subject, asOf)
  lastSubject = subject
  lastAsOf = asOf
  return (lastHistory = history)
}

/** Whether § 11361.5 ordered the record of this conviction destroyed before `asOf`; one without a date counts as such. */
export function isDestroyedRecord(charge: Charge, asOf: string, { marijuana } = offenseOf(charge)): boolean {
  return marijuana !== undefined && shouldHaveBeenDestroyed(marijuana, charge.disposedOn, asOf) !== false
}

const NO_PRIORS = { certain: 0, maybe: 0 }

/**
 * Convictions of other cases that came before a marijuana charge: judgment before the day of the charge (of the offense,
 * else of the arrest). `maybe` are those a missing day leaves open. *People v. Smit*: same-case and later ones do not bar.
 */
function earlier(dated: DatedByCase | undefined, charge: Charge): { certain: number; maybe: number } {
  if (dated === undefined) return NO_PRIORS
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
  const { certain, maybe } = earlier(historyOf(subject, asOf).under(section), charge)
  return certain + maybe
}
